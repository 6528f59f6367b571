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
        await turn.pass(toMatch: false)
        let directory = await nextJobDirectory()
        let execution = try await records.beginMatch(queued.match.id, directory: directory)
        FaultPoint.reach(.matchBegun)
        let challenger = queued.match.challenger.submission
        logger.notice(
            "title match started",
            metadata: ["challenger": "\(challenger)", "champion": "\(queued.match.champion.submission)"]
        )
        do {
            try JobDirectory(directory).create(
                match: try plan(of: queued, execution: execution.id),
                challenger: queued.challengerCode,
                champion: queued.championCode
            )
        } catch {
            try await rest(afterFailure: true)
            throw error
        }
        try await carryOut(directory, of: challenger, within: preset.longestMatch)
        try await rest(afterFailure: !(try await settle(execution)))
        return true
    }

    private func plan(of queued: QueuedMatch, execution: String) throws -> MatchPlan {
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
            ),
            attempt: match.attempts + 1,
            prior: try queued.priorPairs.map { try $0.decoded(as: MatchPair.self) }
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
        let job = JobDirectory(execution.directory)
        try await awaitEnd(of: execution.directory, within: (try? job.matchPlan().preset.longestMatch) ?? .zero)
        guard let result = try? job.matchResult(), let plan = try? job.matchPlan(), result.answers(plan),
            result.execution == execution.id
        else {
            try await records.markMatchLost(execution.id)
            logger.warning("an execution was lost", metadata: ["execution.id": "\(execution.id)"])
            return false
        }
        if result.presetHash != preset.hash { try await prove(plan.preset) }
        let acceptance = try await records.accept(
            try MatchJudgement(result),
            execution: execution.id,
            rule: plan.preset.crown,
            atBlock: try await chain.currentBlock(),
            result: try JSONValue(encoding: result)
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
        return result.failure?.responsibility != .infrastructure
    }
}
