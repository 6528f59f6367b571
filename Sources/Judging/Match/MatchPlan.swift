import Crypto
package import FoundationEssentials
package import Rules

/// What a judge is asked to do for a title match.
///
/// It holds the secret that all pairs follow from, so its file is closed to everybody but the judge.
package struct MatchPlan: Sendable, Hashable, Codable {
    /// One of the two that take part.
    package struct Entrant: Sendable, Hashable, Codable {
        /// The submission's identifier.
        package var submission: String
        /// The SHA-256 of its code in hexadecimal digits.
        package var codeHash: String

        /// Names an entrant.
        ///
        /// - Parameters:
        ///   - submission: The submission's identifier.
        ///   - codeHash: The SHA-256 of its code in hexadecimal digits.
        package init(submission: String, codeHash: String) {
            self.submission = submission
            self.codeHash = codeHash
        }

        enum CodingKeys: String, CodingKey {
            case submission
            case codeHash = "code_hash"
        }
    }

    /// The globally unique token of the match.
    package var match: String
    /// The token of this attempt; results of another attempt are not accepted.
    package var execution: String
    package var challenger: Entrant
    package var champion: Entrant
    /// The rules in full; their crown is decided by title matches.
    package var preset: Preset
    /// Their hash, as the decision records it.
    package var presetHash: String
    /// The error probability that this match may have.
    package var errorShare: Double
    /// The secret that the pairs' seeds and orders follow from: 64 hexadecimal digits.
    package var seed: String
    /// Which attempt this is, counted from 1; each has a seed of its own.
    package var attempt: Int
    /// The pairs that earlier attempts fought before the machine failed; the match goes on from them.
    package var prior: [MatchPair]
    /// So many pairs are fought, whatever they show: for measuring noise.
    ///
    /// A board never sets it.
    package var fixedPairs: Int?

    package init(
        match: String,
        execution: String,
        challenger: Entrant,
        champion: Entrant,
        preset: Preset,
        errorShare: Double,
        seed: String,
        attempt: Int = 1,
        prior: [MatchPair] = [],
        fixedPairs: Int? = nil
    ) {
        self.match = match
        self.execution = execution
        self.challenger = challenger
        self.champion = champion
        self.preset = preset
        presetHash = preset.hash
        self.errorShare = errorShare
        self.seed = seed
        self.attempt = attempt
        self.prior = prior
        self.fixedPairs = fixedPairs
    }

    enum CodingKeys: String, CodingKey {
        case match, execution, challenger, champion, preset, seed, attempt, prior
        case presetHash = "preset_hash"
        case errorShare = "error_share"
        case fixedPairs = "fixed_pairs"
    }
}

extension MatchPlan {
    /// Says what makes this plan unfit, or `nil`.
    ///
    /// - Parameters:
    ///   - challenger: The bytes of the challenger's code.
    ///   - champion: Those of the champion's.
    /// - Returns: One sentence.
    func problem(challenger: Data, champion: Data) -> String? {
        if presetHash != preset.hash { return "the plan's preset hash is not that of its preset" }
        if preset.crown.match == nil { return "the plan's rules know no title match" }
        if !(errorShare > 0 && errorShare < 1) { return "the plan's error share is not between 0 and 1" }
        if Hex.bytes(seed)?.count != 32 { return "the plan's seed is not 64 hexadecimal digits" }
        if prior.map(\.index) != Array(prior.indices) { return "the plan's earlier pairs are not in order" }
        if let fixedPairs, !(1...1000).contains(fixedPairs) { return "the plan asks for \(fixedPairs) pairs" }
        if CodeHash(self.challenger.codeHash)?.matches(challenger) != true {
            return "challenger.py does not have the hash that the plan names"
        }
        if CodeHash(self.champion.codeHash)?.matches(champion) != true {
            return "champion.py does not have the hash that the plan names"
        }
        return nil
    }
}

extension Seeds {
    /// Derives the secret of one attempt at a title match: HMAC-SHA256 under a secret of the host.
    ///
    /// - Parameters:
    ///   - secret: 32 random bytes of the host, drawn when the match was decided on.
    ///   - beacon: The hash of a block that nobody knew when either code was committed.
    ///   - preset: The rules.
    ///   - challenger: The challenger.
    ///   - champion: The champion.
    ///   - attempt: Counted from 1; a repeated match has other seeds.
    /// - Returns: 64 hexadecimal digits.
    package static func match(
        secret: Data,
        beacon: Data,
        preset: Preset,
        challenger: MatchPlan.Entrant,
        champion: MatchPlan.Entrant,
        attempt: Int
    ) -> String {
        let lines = [
            preset.hash, challenger.submission, challenger.codeHash, champion.submission, champion.codeHash,
            "\(attempt)",
        ]
        var message = Data("tiltyard match seed 1".utf8)
        message.append(beacon)
        message.append(Data(lines.joined(separator: "\n").utf8))
        return Hex.text(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
    }

    /// The seed of a pair's two runs.
    ///
    /// Both arms get the same one, so that they do the same work. What the first arm leaves behind could help the second
    /// only: an arm that helps its opponent gains nothing by it.
    ///
    /// - Parameters:
    ///   - number: The pair's number, counted from 0.
    ///   - match: The match's seed.
    /// - Returns: 64 hexadecimal digits.
    package static func pair(_ number: Int, ofMatch match: String) -> String {
        Hex.text(SHA256.hash(data: Data("tiltyard pair seed 1\n\(number)\n\(match)".utf8)))
    }

    /// Whether in a round of slices the side that loaded second goes first: a fair coin, tossed by the pair's seed.
    ///
    /// - Parameters:
    ///   - round: The round's number, counted from 0.
    ///   - pair: The pair's seed.
    /// - Returns: True when the order of loading is turned.
    static func turnsRound(_ round: Int, ofPair pair: String) -> Bool {
        let digest = SHA256.hash(data: Data("tiltyard slice order 1\n\(round)\n\(pair)".utf8))
        return (digest.first { _ in true } ?? 0) & 1 == 1
    }

    /// Who runs first in a pair: a fair coin, tossed by the match's seed.
    ///
    /// - Parameters:
    ///   - pair: Counted from 0.
    ///   - match: The match's seed.
    /// - Returns: The side that runs first.
    package static func first(ofPair pair: Int, ofMatch match: String) -> TitleMatch.Side {
        let digest = SHA256.hash(data: Data("tiltyard pair order 1\n\(pair)\n\(match)".utf8))
        let byte = digest.first { _ in true } ?? 0
        return byte & 1 == 0 ? .challenger : .champion
    }
}
