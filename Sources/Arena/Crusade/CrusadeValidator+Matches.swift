import Chain
import Execution
import FoundationEssentials
import Judging
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Has the next title match fought, where the rules know any.
    ///
    /// Matches come before evaluations, so that a challenger meets the champion of its day.
    ///
    /// - Returns: Whether there was one.
    func fightNext() async throws -> Bool {
        guard try await records.isMatchDue(presetHash: preset.hash, rule: preset.crown) else { return false }
        let block = try await chain.currentBlock()
        let queued = try await records.nextMatch(
            presetHash: preset.hash,
            rule: preset.crown,
            secret: .makeRandom(),
            beacon: Beacon(block: block, hash: try await chain.blockHash(of: block))
        )
        guard let queued else { return false }
        FaultPoint.reach(.matchOpened)
        let directory = "\(home.jobs)/\(UUID().uuidString.lowercased())"
        let execution = try await records.beginMatch(queued.match.id, directory: directory)
        FaultPoint.reach(.matchBegun)
        let challenger = queued.match.challenger.submission
        logger.notice(
            "title match started",
            metadata: ["challenger": "\(challenger)", "champion": "\(queued.match.champion.submission)"]
        )
        do {
            try JobDirectory(directory).create(
                match: plan(of: queued, execution: execution.id),
                challenger: queued.challengerCode,
                champion: queued.championCode
            )
        } catch {
            try await rest(afterFailure: true)
            throw error
        }
        try await carryOut(directory, of: challenger)
        try await rest(afterFailure: !(try await settle(execution)))
        return true
    }

    private func plan(of queued: QueuedMatch, execution: String) -> MatchPlan {
        let match = queued.match
        let challenger = entrant(match.challenger)
        let champion = entrant(match.champion)
        return MatchPlan(
            match: match.id,
            execution: execution,
            challenger: challenger,
            champion: champion,
            preset: preset,
            errorShare: match.errorShare,
            seed: Seeds.match(
                secret: queued.secret.bytes,
                beacon: match.beacon.hash,
                preset: preset,
                challenger: challenger,
                champion: champion,
                attempt: match.attempts + 1
            )
        )
    }

    private func entrant(_ entrant: Match.Entrant) -> MatchPlan.Entrant {
        MatchPlan.Entrant(submission: entrant.submission, codeHash: entrant.codeHash.text)
    }

    /// Brings one execution of a match to its end, as an evaluation's.
    ///
    /// - Returns: Whether the machine did its part.
    @discardableResult
    func settle(_ execution: MatchExecution) async throws -> Bool {
        try await awaitEnd(of: execution.directory, within: preset.longestMatch)
        guard let result = try? JobDirectory(execution.directory).matchResult(), result.execution == execution.id else {
            try await records.markMatchLost(execution.id)
            logger.warning("an execution was lost", metadata: ["execution.id": "\(execution.id)"])
            return false
        }
        let acceptance = try await records.accept(
            judgement(of: result),
            execution: execution.id,
            rule: preset.crown,
            atBlock: try await chain.currentBlock()
        )
        FaultPoint.reach(.matchAccepted)
        logger.notice(
            "match \(acceptance)",
            metadata: [
                "challenger": "\(result.challenger.submission)",
                "code": "\(result.outcome?.rawValue ?? result.failure?.code.rawValue ?? "none")",
            ]
        )
        pruneJobs()
        return result.outcome != nil
    }

    private func judgement(of result: MatchResult) -> MatchJudgement {
        let last = result.pairs.last
        return MatchJudgement(
            match: result.match,
            outcome: result.failure == nil ? result.outcome : nil,
            code: result.outcome?.rawValue ?? result.failure?.code.rawValue ?? "no_outcome",
            sentence: sentence(of: result),
            evidence: last?.evidence ?? 1,
            evidenceAgainst: last?.evidenceAgainst ?? 1,
            pairs: result.pairs.map(pair)
        )
    }

    private func sentence(of result: MatchResult) -> String {
        let won = result.pairs.count { $0.sign > 0 }
        let count = "\(won) of \(result.pairs.count) pairs were the challenger's"
        switch result.outcome {
        case .crowned: return "\(count): it takes the crown"
        case .futile: return "\(count): it is not faster by the margin"
        case .exhausted: return "\(count), which is no answer: the champion keeps the crown"
        case nil: return result.failure?.sentence ?? "the judge gave no outcome"
        }
    }

    private func pair(_ pair: MatchPair) -> JSONValue {
        .object([
            "first": .string(pair.first.rawValue), "sign": .integer(Int64(pair.sign)),
            "challenger": arm(pair.challenger), "champion": arm(pair.champion),
            "lead": pair.lead.map(JSONValue.number) ?? .null, "evidence": .number(pair.evidence),
        ])
    }

    private func arm(_ arm: MatchPair.Arm) -> JSONValue {
        .object([
            "nanoseconds": arm.run.map { .integer(Int64(clamping: $0.nanoseconds)) } ?? .null,
            "tokens": arm.run.map { .integer(Int64($0.tokens)) } ?? .null,
            "marked": .bool(arm.run?.isMarked ?? false),
            "code": arm.failure.map { .string($0.code.rawValue) } ?? .null,
        ])
    }
}
