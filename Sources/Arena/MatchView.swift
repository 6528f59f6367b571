import FoundationEssentials
package import Judging
package import Records
package import Rules

/// A title match as everybody may see it.
///
/// Its pairs, its secret and its seed are there once it has ended, not before.
package struct MatchView: Sendable, Codable, Hashable {
    /// What is disclosed of a match that has ended.
    package struct Disclosure: Sendable, Codable, Hashable {
        /// The secret that was drawn when the match was opened, in hexadecimal digits.
        package var secret: String
        /// The block whose hash goes into the seed, and the hash.
        package var beaconBlock: UInt64
        package var beaconHash: String
        /// The seed of each attempt, from the first: a pair's seed and order follow from that of its attempt.
        package var seeds: [String]
        /// Every pair, with both runs.
        package var pairs: [MatchPair]

        enum CodingKeys: String, CodingKey {
            case secret, seeds, pairs
            case beaconBlock = "beacon_block"
            case beaconHash = "beacon_hash"
        }
    }

    /// The number among the board's matches, counted from 1; missing for one that was inherited.
    package var number: Int?
    package var challenger: String
    package var champion: String
    package var state: String
    /// How it ended: `crowned`, `futile`, `exhausted`, `inherited` or `failed`.
    package var ending: String?
    /// How many pairs were fought.
    package var pairs: Int
    /// The evidence for the challenger at the end, and what it had to reach.
    package var evidence: Double?
    package var evidenceNeeded: Double?
    /// The error probability that the match was held to.
    package var errorShare: Double
    /// The submission whose outcome it inherited.
    package var ancestor: String?
    package var disclosure: Disclosure?

    enum CodingKeys: String, CodingKey {
        case number, challenger, champion, state, ending, pairs, evidence, ancestor, disclosure
        case evidenceNeeded = "evidence_needed"
        case errorShare = "error_share"
    }

    /// Reads a part of a board's matches, newest first, without their pairs.
    ///
    /// - Parameters:
    ///   - records: Where they are recorded.
    ///   - presetHash: The hash of the board's rules.
    ///   - cursor: Where the part before ended; nil for the newest.
    ///   - limit: How many to read at most.
    /// - Returns: The matches, and where the next part begins; nil when there are no earlier ones.
    /// - Throws: `RecordsError`.
    package static func list(
        records: Records,
        presetHash: String,
        before cursor: Int64? = nil,
        limit: Int
    ) async throws -> (items: [MatchView], next: Int64?) {
        let part = try await records.matches(presetHash: presetHash, before: cursor, limit: limit)
        return (part.matches.map(MatchView.init), part.next)
    }

    /// Reads the match of a challenger.
    ///
    /// - Parameters:
    ///   - challenger: The challenger's submission.
    ///   - records: Where it is recorded.
    ///   - preset: The board's rules.
    /// - Returns: What may be seen of it now, or nil when it has none.
    /// - Throws: `RecordsError`.
    package static func read(challenger: String, records: Records, preset: Preset) async throws -> MatchView? {
        let found = try await records.match(ofChallenger: challenger, presetHash: preset.hash)
        guard let match = found else { return nil }
        var view = MatchView(match)
        guard match.state == .done, match.number != nil else { return view }
        let secret = try await records.publishedSecret(ofMatch: match.id)
        view.disclosure = Disclosure(
            secret: Hex.text(secret.bytes),
            beaconBlock: match.beacon.block,
            beaconHash: Hex.text(match.beacon.hash),
            seeds: (0..<match.attempts).map { attempt in
                Seeds.match(
                    secret: secret.bytes,
                    beacon: match.beacon.hash,
                    preset: preset,
                    challenger: entrant(match.challenger),
                    champion: entrant(match.champion),
                    attempt: attempt + 1
                )
            },
            pairs: try await records.pairs(ofMatch: match.id).map { try $0.decoded(as: MatchPair.self) }
        )
        return view
    }

    private init(_ match: Match) {
        number = match.number
        challenger = match.challenger.submission
        champion = match.champion.submission
        state = match.state.rawValue
        ending = match.ending?.rawValue
        pairs = match.pairs
        evidence = match.evidence
        evidenceNeeded = match.errorShare > 0 ? 1 / match.errorShare : nil
        errorShare = match.errorShare
        ancestor = match.ancestor
    }

    private static func entrant(_ entrant: Match.Entrant) -> MatchPlan.Entrant {
        MatchPlan.Entrant(submission: entrant.submission, codeHash: entrant.codeHash.text)
    }
}
