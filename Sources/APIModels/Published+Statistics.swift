/// The shapes below `/api/stats`.
extension Published {
    /// The answer of `/api/stats/overview`.
    package struct Overview: Sendable, Codable, Hashable {
        package var submissions24h: Int
        package var currentTopScore: Double
        @Explicit package var mfuToBeat: Double?
        package var adaptiveThreshold: Double
        package var scoreImprovement24h: Double
        package var totalSubmissions: Int
        package var activeMiners: Int

        /// Makes one from its parts.
        package init(
            submissions24h: Int,
            currentTopScore: Double,
            mfuToBeat: Double?,
            adaptiveThreshold: Double,
            scoreImprovement24h: Double,
            totalSubmissions: Int,
            activeMiners: Int
        ) {
            self.submissions24h = submissions24h
            self.currentTopScore = currentTopScore
            self.mfuToBeat = mfuToBeat
            self.adaptiveThreshold = adaptiveThreshold
            self.scoreImprovement24h = scoreImprovement24h
            self.totalSubmissions = totalSubmissions
            self.activeMiners = activeMiners
        }
    }

    /// The answer of `/api/stats/validator`.
    package struct Validator: Sendable, Codable, Hashable {
        /// What is being judged.
        package struct Current: Sendable, Codable, Hashable {
            package var submissionId: String
            @Explicit package var minerUid: Int?

            /// Makes one from its parts.
            package init(
                submissionId: String,
                minerUid: Int?
            ) {
                self.submissionId = submissionId
                self.minerUid = minerUid
            }
        }

        package var status: String
        package var evaluationsCompleted1h: Int
        @Explicit package var currentEvaluation: Current?
        package var uptime: String
        package var queuedCount: Int
        package var runningCount: Int
        package var finishedCount: Int
        package var failedCount: Int
        package var successRate: String

        /// Makes one from its parts.
        package init(
            status: String,
            evaluationsCompleted1h: Int,
            currentEvaluation: Current?,
            uptime: String,
            queuedCount: Int,
            runningCount: Int,
            finishedCount: Int,
            failedCount: Int,
            successRate: String
        ) {
            self.status = status
            self.evaluationsCompleted1h = evaluationsCompleted1h
            self.currentEvaluation = currentEvaluation
            self.uptime = uptime
            self.queuedCount = queuedCount
            self.runningCount = runningCount
            self.finishedCount = finishedCount
            self.failedCount = failedCount
            self.successRate = successRate
        }
    }

    /// A row of `/api/stats/recent`.
    package struct Recent: Sendable, Codable, Hashable {
        package var submissionId: String
        package var minerHotkey: String
        @Explicit package var minerUid: Int?
        package var status: String
        @Explicit package var finalScore: Double?
        package var createdAt: String
        @Explicit package var error: String?

        /// Makes one from its parts.
        package init(
            submissionId: String,
            minerHotkey: String,
            minerUid: Int?,
            status: String,
            finalScore: Double?,
            createdAt: String,
            error: String?
        ) {
            self.submissionId = submissionId
            self.minerHotkey = minerHotkey
            self.minerUid = minerUid
            self.status = status
            self.finalScore = finalScore
            self.createdAt = createdAt
            self.error = error
        }
    }

    /// A row of `/api/stats/history`: the best score up to a time, under the reference's name whatever the metric.
    package struct HistoryPoint: Sendable, Codable, Hashable {
        package var submissionId: String
        package var mfu: Double
        package var timestamp: String

        /// Makes one from its parts.
        package init(
            submissionId: String,
            mfu: Double,
            timestamp: String
        ) {
            self.submissionId = submissionId
            self.mfu = mfu
            self.timestamp = timestamp
        }
    }

    /// The answer of `/api/stats/queue`.
    package struct Queue: Sendable, Codable, Hashable {
        package var queuedCount: Int
        package var runningCount: Int
        package var finishedCount: Int
        package var failedCount: Int
        package var avgWaitTimeSeconds: Double
        package var avgScore: Double
        package var pendingCount: Int

        /// Makes one from its parts.
        package init(
            queuedCount: Int,
            runningCount: Int,
            finishedCount: Int,
            failedCount: Int,
            avgWaitTimeSeconds: Double,
            avgScore: Double,
            pendingCount: Int
        ) {
            self.queuedCount = queuedCount
            self.runningCount = runningCount
            self.finishedCount = finishedCount
            self.failedCount = failedCount
            self.avgWaitTimeSeconds = avgWaitTimeSeconds
            self.avgScore = avgScore
            self.pendingCount = pendingCount
        }
    }

    /// The answer of `/api/stats/threshold`.
    package struct Threshold: Sendable, Codable, Hashable {
        package var currentThreshold: Double
        package var lastImprovement: Double
        package var lastUpdateBlock: UInt64
        package var decayedThreshold: Double
        package var updatedAt: String

        /// Makes one from its parts.
        package init(
            currentThreshold: Double,
            lastImprovement: Double,
            lastUpdateBlock: UInt64,
            decayedThreshold: Double,
            updatedAt: String
        ) {
            self.currentThreshold = currentThreshold
            self.lastImprovement = lastImprovement
            self.lastUpdateBlock = lastUpdateBlock
            self.decayedThreshold = decayedThreshold
            self.updatedAt = updatedAt
        }
    }
}
