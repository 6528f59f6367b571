import APIModels
import Arena
import Foundation
import Records
import Rules

/// `/api/stats`: the figures of the published dashboards.
enum PublishedStats {
    static var all: [APIRoute] {
        [
            PublishedRoutes.make("/api/stats/overview", "The board in a few figures.") { try await overview($0.arena) },
            PublishedRoutes.make("/api/stats/validator", "What the validator does.") { try await validator($0.arena) },
            PublishedRoutes.make("/api/stats/recent", "The newest submissions that have an end.", [.limit]) { call in
                let arena = call.arena.published, limit = min(try call.limit(otherwise: 20), 20)
                return try await call.arena.newest(SubmissionFilter(hasEnded: true), limit: limit).map {
                    arena.recent($0.detail, arrived: $0.arrived)
                }
            },
            PublishedRoutes.make("/api/stats/history", "The best score over time.", [.limit]) { call in
                call.arena.recorded.digest.recent.suffix(try call.limit(otherwise: 100)).map { point in
                    Published.HistoryPoint(
                        submissionId: point.submission,
                        mfu: call.arena.publishedScore(point.best),
                        timestamp: UTCText.text(point.atMilliseconds)
                    )
                }
            },
            PublishedRoutes.make("/api/stats/queue", "The queue in a few figures.") { queue($0.arena) },
            PublishedRoutes.make("/api/stats/threshold", "What a challenger has to exceed.") {
                try await threshold($0.arena)
            },
        ]
    }

    private static let day: Int64 = 86_400_000

    private static func overview(_ arena: ArenaSnapshot) async throws -> Published.Overview {
        let board = arena.board, since = arena.milliseconds - day
        let top = board.champion?.score ?? board.rows.first?.score ?? 0
        let digest = arena.recorded.digest, earlier = digest.best(before: since)
        return Published.Overview(
            submissions24h: try await arena.records.arrivals(since: since),
            currentTopScore: arena.publishedScore(top),
            mfuToBeat: board.threshold.map(arena.publishedScore),
            adaptiveThreshold: board.next?.fraction ?? arena.preset.crown.fraction,
            scoreImprovement24h: earlier.map { arena.publishedScore((digest.best ?? $0) - $0) } ?? 0,
            totalSubmissions: arena.recorded.totals.submissions,
            activeMiners: arena.recorded.totals.hotkeys
        )
    }

    private static func validator(_ arena: ArenaSnapshot) async throws -> Published.Validator {
        let state = arena.validator
        let began = try await arena.records.firstArrival() ?? arena.milliseconds
        let minutes = max(0, (arena.milliseconds - began) / 60_000)
        let share = ((state.acceptedShare ?? 0) * 1000).rounded() / 10
        var current: Published.Validator.Current?
        if let work = state.work.first {
            current = .init(
                submissionId: work.submission,
                minerUid: try await arena.published.uid(of: work.submission)
            )
        }
        return Published.Validator(
            status: state.status == "running" ? "running" : "idle",
            evaluationsCompleted1h: state.judgedInLastHour,
            currentEvaluation: current,
            uptime: "\(minutes / 1440)d \(minutes / 60 % 24)h \(minutes % 60)m",
            queuedCount: state.waiting - state.work.count { $0.champion == nil },
            runningCount: state.work.count,
            finishedCount: state.accepted,
            failedCount: state.rejected + state.failed,
            successRate: "\(share)%"
        )
    }

    private static func queue(_ arena: ArenaSnapshot) -> Published.Queue {
        let state = arena.validator, totals = arena.recorded.totals
        let waits = arena.queue.places.compactMap(\.expectedSeconds)
        return Published.Queue(
            queuedCount: arena.queue.places.count { $0.state == "queued" },
            runningCount: state.work.count,
            finishedCount: state.accepted,
            failedCount: state.rejected + state.failed,
            avgWaitTimeSeconds: waits.isEmpty ? 0 : waits.reduce(0, +) / Double(waits.count),
            avgScore: totals.rows == 0 ? 0 : arena.publishedScore(totals.scoreSum / Double(totals.rows)),
            pendingCount: arena.queue.places.count { $0.state == "revealed" || $0.state == "fetched" }
        )
    }

    private static func threshold(_ arena: ArenaSnapshot) async throws -> Published.Threshold {
        let champion = arena.recorded.top.champion
        let improvement = champion.flatMap { champion in
            champion.beatenScore.flatMap { $0 > 0 ? (champion.score - $0) / $0 : nil }
        }
        let crowned = try await arena.records.scores(of: [champion].compactMap(\.self)).first
        let fraction = arena.board.next?.fraction ?? arena.preset.crown.fraction
        return Published.Threshold(
            currentThreshold: max(arena.preset.crown.fraction, improvement ?? 0),
            lastImprovement: improvement ?? 0,
            lastUpdateBlock: champion?.atBlock ?? 0,
            decayedThreshold: fraction,
            updatedAt: UTCText.text(crowned?.atMilliseconds ?? arena.milliseconds)
        )
    }
}
