import FoundationEssentials
import Judging
import Rules

extension EvidenceAudit {
    /// A title match as far as the log tells of it.
    struct Match: Sendable {
        let opening: MatchOpenedBody
        var attempts: Int
        /// How it ended, or nil while it is open.
        var ending: Ending?
    }

    enum Ending: Sendable, Hashable {
        case decided(TitleMatch.Outcome)
        /// Every attempt failed by the machine.
        case failed
    }

    /// Takes in a match: it is for the crown as it stands, has the next number, and its share of the error budget.
    mutating func openMatch(_ body: MatchOpenedBody, _ number: Int64) throws(EvidenceProblem) {
        let (board, rule) = try board(body.presetHash, challenger: body.challenger, champion: body.champion, number)
        let share = ErrorBudget.share(
            ofMatch: board.lastMatch + 1,
            crowns: board.matchesWon,
            budget: rule.errorBudget
        )
        guard body.number == board.lastMatch + 1, body.errorShare == share, matches[body.match] == nil,
            Hex.bytes(body.secretHash)?.count == 32, Hex.bytes(body.beaconHash) != nil
        else {
            throw EvidenceProblem(
                .wrongMatch,
                entry: number,
                "match \(body.number) is held to \(body.errorShare); the next is match \(board.lastMatch + 1), "
                    + "which may have the error share \(share)"
            )
        }
        guard Self.attempts.contains(body.attempts) else {
            throw EvidenceProblem(.wrongAttempt, entry: number, "match \(body.number) had \(body.attempts) attempts")
        }
        boards[body.presetHash]?.lastMatch += 1
        matches[body.match] = Match(opening: body, attempts: body.attempts)
        block = max(block, body.beaconBlock)
    }

    /// Takes in that a challenger's match was fought by nearly the same code.
    ///
    /// Whether it is nearly the same, only the code can show.
    mutating func inherit(_ body: InheritedBody, _ number: Int64) throws(EvidenceProblem) {
        _ = try board(body.presetHash, challenger: body.challenger, champion: body.champion, number)
        let hasLost = matches.values.contains { match in
            guard case .decided(let outcome)? = match.ending, outcome != .crowned else { return false }
            return match.opening.challenger == body.ancestor && match.opening.champion == body.champion
        }
        guard body.ancestor == body.champion || hasLost || submissions[body.ancestor]?.carried != nil else {
            throw EvidenceProblem(
                .wrongMatch,
                entry: number,
                "\(body.ancestor) has lost no match against \(body.champion)"
            )
        }
        challengers.insert(body.challenger)
    }

    /// Takes in an attempt at a match that came to nothing.
    mutating func count(_ body: MatchAttemptBody, _ number: Int64) throws(EvidenceProblem) {
        _ = try openMatch(body.match, attempt: body.attempt, number)
        matches[body.match]?.attempts = body.attempt
    }

    /// Takes in how a match ended: as its pairs say, and with a crown where the challenger has won.
    mutating func fight(_ body: MatchBody, _ number: Int64) throws(EvidenceProblem) {
        guard (body.result == nil) != (body.loss == nil) else {
            throw EvidenceProblem(.malformed, entry: number, "a match ends with a result or a loss, and not with both")
        }
        // Other rules end a match that waits, after the attempts that it had.
        let isGivenUp = body.loss?.code == MatchBody.rulesChanged
        let opening = try openMatch(body.match, attempt: body.attempt, isNext: !isGivenUp, number)
        guard let secret = Hex.bytes(body.secret), SecretCommitment.hash(of: secret) == opening.secretHash else {
            throw EvidenceProblem(
                .wrongSecret,
                entry: number,
                "the secret is not the one that the match was opened with"
            )
        }
        matches[body.match]?.attempts = body.attempt
        guard let result = body.result, let outcome = result.outcome, let block = body.atBlock else {
            guard let loss = body.loss else {
                throw EvidenceProblem(.malformed, entry: number, "a result has an outcome and a block")
            }
            let champion = boards[opening.presetHash]?.ladder.champion?.submission
            guard loss.code != MatchBody.rulesChanged || rules.count > 1,
                loss.code != MatchBody.crownMoved || champion != opening.champion
            else {
                throw EvidenceProblem(.wrongMatch, entry: number, "the match was not lost by '\(loss.code)'")
            }
            matches[body.match]?.ending = .failed
            return
        }
        try check(result, of: body, opening, secret: secret, number)
        matches[body.match]?.ending = .decided(outcome)
        self.block = max(self.block, block)
        guard outcome == .crowned, var board = boards[opening.presetHash] else { return }
        board.matchesWon += 1
        board.due = board.ladder.crown(winner: opening.challenger, at: block)
        boards[opening.presetHash] = board
    }

    /// Returns the opening of a match whose next attempt this is, or whose last.
    private func openMatch(
        _ id: String,
        attempt: Int,
        isNext: Bool = true,
        _ number: Int64
    ) throws(EvidenceProblem) -> MatchOpenedBody {
        guard let match = matches[id], match.ending == nil else {
            throw EvidenceProblem(.wrongMatch, entry: number, "match \(id) is not open")
        }
        guard attempt == match.attempts + (isNext ? 1 : 0) else {
            throw EvidenceProblem(
                .wrongAttempt,
                entry: number,
                "attempt \(attempt) of match \(match.opening.number) follows attempt \(match.attempts)"
            )
        }
        return match.opening
    }

    /// Returns the board on which a challenger may have its one match against the champion.
    private func board(
        _ hash: String,
        challenger: String,
        champion: String,
        _ number: Int64
    ) throws(EvidenceProblem) -> (Board, TitleMatchRule) {
        let preset = try preset(hash, number)
        guard let board = boards[hash], let rule = preset.crown.match else {
            throw EvidenceProblem(.wrongMatch, entry: number, "the rules know no title match")
        }
        try requireNothingDue(board, number)
        guard let holder = board.ladder.champion, holder.submission == champion, challenger != champion,
            let entry = board.ladder.entries.first(where: { $0.submission == challenger }),
            entry.score >= rule.leastScore(against: holder.score), !challengers.contains(challenger),
            !matches.values.contains(where: { $0.opening.challenger == challenger })
        else {
            throw EvidenceProblem(.wrongMatch, entry: number, "\(challenger) may have no match against \(champion)")
        }
        return (board, rule)
    }

    /// Refuses to go on while a change of champion is due that nothing states.
    func requireNothingDue(_ board: Board?, _ number: Int64) throws(EvidenceProblem) {
        guard let due = board?.due else { return }
        throw EvidenceProblem(
            .wrongCrown,
            entry: number,
            "what was said before makes \(due.entry.submission) champion, and no entry says so"
        )
    }
}
