package import Judging
package import Rules

extension EvidenceAudit {
    /// A title match that can be fought again as it was fought: its secret is public since its end.
    package struct MatchReplay: Sendable {
        /// The number of the entry with its end.
        package let entry: Int64
        package let result: MatchResult
        package let preset: Preset
        /// The secret seed of each attempt that a pair names.
        package let seeds: [Int: String]

        /// What a judge has to be asked, attempt by attempt, to fight every pair again with its seed and in its place.
        ///
        /// Each plan takes the pairs of earlier attempts as the log has them, and its own pairs are fought whatever they
        /// show. Answers end with the pairs of their own attempt.
        ///
        /// - Parameter token: Draws a unique token.
        /// - Returns: The plans in order.
        package func plans(token: () -> String) -> [MatchPlan] {
            let attempts = result.pairs.map(\.attempt)
            return seeds.keys.sorted().compactMap { attempt in
                guard let first = attempts.firstIndex(of: attempt), let last = attempts.lastIndex(of: attempt),
                    let seed = seeds[attempt]
                else { return nil }
                let token = token()
                return MatchPlan(
                    match: token,
                    execution: token,
                    challenger: result.challenger,
                    champion: result.champion,
                    preset: preset,
                    errorShare: result.errorShare,
                    seed: seed,
                    attempt: attempt,
                    prior: Array(result.pairs[..<first]),
                    fixedPairs: last + 1
                )
            }
        }
    }

    /// Returns the title matches of the log that were decided.
    ///
    /// - Parameter entries: The entries that this audit has taken.
    /// - Returns: The matches in the order of the log.
    /// - Throws: `malformed`, for entries that it has not taken.
    package func matchReplays(_ entries: some Sequence<EvidenceEntry>) throws(EvidenceProblem) -> [MatchReplay] {
        var replays: [MatchReplay] = []
        for entry in entries where entry.kind == EvidenceKind.match.rawValue {
            let body: MatchBody = try body(of: entry)
            guard let result = body.result, result.outcome != nil, let opening = matches[body.match]?.opening,
                let secret = Hex.bytes(body.secret), let preset = rules[opening.presetHash]
            else { continue }
            let seeds = Self.seeds(of: result, attempt: body.attempt, opening, secret: secret, preset)
            replays.append(MatchReplay(entry: entry.sequence, result: result, preset: preset, seeds: seeds))
        }
        return replays
    }
}
