/// The shapes of the published API of the reference system: its names, 0 and 1 for truth, times without a zone in UTC.
///
/// What this arena does not know is `null`. Encoders have to spell keys by ``key(_:)``.
package enum Published {
    /// Returns how the reference spells a property's name: `minerUid` as `miner_uid`, `submissions24h` as
    /// `submissions_24h`.
    package static func key(_ name: String) -> String {
        var key = ""
        for (earlier, letter) in zip([nil] + name.map(Optional.some), name) {
            let beginsNumber = letter.isNumber && !(earlier?.isNumber ?? true)
            if letter.isUppercase || beginsNumber { key.append("_") }
            key += letter.lowercased()
        }
        return key
    }

    /// A row of `/leaderboard`.
    package struct BoardRow: Sendable, Codable, Hashable {
        package var rank: Int
        package var submissionId: String
        package var minerHotkey: String
        @Explicit package var minerUid: Int?
        package var finalScore: Double
        package var numEvaluations: Int
        package var createdAt: String

        /// Makes one from its parts.
        package init(
            rank: Int,
            submissionId: String,
            minerHotkey: String,
            minerUid: Int?,
            finalScore: Double,
            numEvaluations: Int,
            createdAt: String
        ) {
            self.rank = rank
            self.submissionId = submissionId
            self.minerHotkey = minerHotkey
            self.minerUid = minerUid
            self.finalScore = finalScore
            self.numEvaluations = numEvaluations
            self.createdAt = createdAt
        }
    }

    /// A row of `/submissions`, and `/submissions/{id}`.
    package struct Submission: Sendable, Codable, Hashable {
        package var submissionId: String
        package var minerHotkey: String
        @Explicit package var minerUid: Int?
        package var codeHash: String
        package var bucketPath: String
        package var specVersion: Int
        /// `pending`, `evaluating`, `finished`, `failed_validation` or `failed_evaluation`.
        package var status: String
        package var createdAt: String
        package var updatedAt: String
        @Explicit package var finalScore: Double?
        @Explicit package var errorMessage: String?
        @Explicit package var codeContent: String?
        package var paymentVerified: Int

        /// Makes one from its parts.
        package init(
            submissionId: String,
            minerHotkey: String,
            minerUid: Int?,
            codeHash: String,
            bucketPath: String,
            specVersion: Int,
            status: String,
            createdAt: String,
            updatedAt: String,
            finalScore: Double?,
            errorMessage: String?,
            codeContent: String?,
            paymentVerified: Int
        ) {
            self.submissionId = submissionId
            self.minerHotkey = minerHotkey
            self.minerUid = minerUid
            self.codeHash = codeHash
            self.bucketPath = bucketPath
            self.specVersion = specVersion
            self.status = status
            self.createdAt = createdAt
            self.updatedAt = updatedAt
            self.finalScore = finalScore
            self.errorMessage = errorMessage
            self.codeContent = codeContent
            self.paymentVerified = paymentVerified
        }
    }

    /// A row of `/submissions/{id}/evaluations`: one timed run.
    package struct Evaluation: Sendable, Codable, Hashable {
        package var evaluationId: String
        package var submissionId: String
        @Explicit package var evaluatorHotkey: String?
        @Explicit package var mfu: Double?
        @Explicit package var tokensPerSecond: Double?
        @Explicit package var totalTokens: Int?
        @Explicit package var wallTimeSeconds: Double?
        package var success: Int
        @Explicit package var error: String?
        package var createdAt: String

        /// Makes one from its parts.
        package init(
            evaluationId: String,
            submissionId: String,
            evaluatorHotkey: String?,
            mfu: Double?,
            tokensPerSecond: Double?,
            totalTokens: Int?,
            wallTimeSeconds: Double?,
            success: Int,
            error: String?,
            createdAt: String
        ) {
            self.evaluationId = evaluationId
            self.submissionId = submissionId
            self.evaluatorHotkey = evaluatorHotkey
            self.mfu = mfu
            self.tokensPerSecond = tokensPerSecond
            self.totalTokens = totalTokens
            self.wallTimeSeconds = wallTimeSeconds
            self.success = success
            self.error = error
            self.createdAt = createdAt
        }
    }

    /// The answer of `/submissions/{id}/code`.
    package struct Code: Sendable, Codable, Hashable {
        package var code: String
        package var codeHash: String

        /// Makes one from its parts.
        package init(
            code: String,
            codeHash: String
        ) {
            self.code = code
            self.codeHash = codeHash
        }
    }
}
