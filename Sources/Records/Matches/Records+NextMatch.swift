import Foundation
import GRDB
package import Rules

extension Records {
    /// Returns whether a title match waits, or somebody is in line for one.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the rules.
    ///   - rule: When a challenger takes the crown. Rules without title matches have none.
    /// - Returns: False when there is nothing for `nextMatch` to do.
    /// - Throws: `DatabaseError`.
    package func isMatchDue(presetHash: String, rule: CrownRule) async throws -> Bool {
        guard let match = rule.match else { return false }
        return try await pool.read { db in
            if try Self.queuedMatch(presetHash: presetHash, in: db) != nil { return true }
            guard let champion = try Self.champion(presetHash: presetHash, in: db) else { return false }
            return try Self.challenger(of: champion, presetHash: presetHash, rule: match, in: db) != nil
        }
    }

    /// Returns the title match that is to be fought next under some rules, or nil when nobody challenges.
    ///
    /// A match that waits comes first. Else the accepted submission that was judged first, never had a match, never held
    /// the crown and qualifies challenges the champion of this moment. Its match gets the next number, and with it a
    /// share of the board's error budget. One that is nearly the champion, or nearly a challenger of this champion that
    /// had its match, inherits: it ends at once, and no budget is spent.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the rules.
    ///   - rule: When a challenger takes the crown. Rules without title matches have none.
    ///   - secret: What the seeds are drawn from if a match is opened now.
    ///   - beacon: A block whose hash goes into them; it is later than every commitment that may challenge.
    /// - Returns: The match with everything that a plan needs.
    /// - Throws: `RecordsError.Code.invalid` when a challenger was committed in the beacon's block or later.
    package func nextMatch(
        presetHash: String,
        rule: CrownRule,
        secret: EpochSecret,
        beacon: Beacon
    ) async throws -> QueuedMatch? {
        guard let match = rule.match else { return nil }
        let at = milliseconds()
        return try await pool.write { db in
            if let queued = try Self.queuedMatch(presetHash: presetHash, in: db) { return queued }
            while let champion = try Self.champion(presetHash: presetHash, in: db),
                let challenger = try Self.challenger(of: champion, presetHash: presetHash, rule: match, in: db)
            {
                guard challenger.committedAt < (try Stored.column(beacon.block)) else {
                    throw RecordsError(.invalid, "'\(challenger.id)' is not older than block \(beacon.block)")
                }
                let opening = MatchOpening(
                    challenger: challenger.id,
                    champion: champion.submission,
                    presetHash: presetHash,
                    budget: match.errorBudget,
                    secret: secret,
                    beacon: beacon,
                    at: at
                )
                guard let ancestor = try Self.ancestor(of: opening, level: match.inherits, in: db) else {
                    try opening.open(in: db)
                    return try Self.queuedMatch(presetHash: presetHash, in: db)
                }
                try opening.inherit(from: ancestor, in: db)
            }
            return nil
        }
    }

    /// The first in line for a match against a champion.
    private static func challenger(
        of champion: Champion,
        presetHash: String,
        rule: TitleMatchRule,
        in db: Database
    ) throws -> (id: String, committedAt: Int64)? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT submissions.id, committed_at FROM verdicts
                JOIN evaluations ON evaluations.id = verdicts.evaluation_id
                JOIN submissions ON submissions.id = submission_id
                WHERE outcome = 'accepted' AND score >= ? AND preset_hash = ?
                    AND NOT EXISTS (SELECT 1 FROM matches WHERE challenger = submissions.id)
                    AND NOT EXISTS (SELECT 1 FROM crowns WHERE crowns.submission_id = submissions.id)
                ORDER BY verdicts.sequence LIMIT 1
                """,
            arguments: [rule.leastScore(against: champion.score), presetHash]
        ).map { ($0[0], $0[1]) }
    }

    /// The submission whose evidence a challenger inherits, if there is one.
    private static func ancestor(of opening: MatchOpening, level: CopyRule, in db: Database) throws -> String? {
        guard level != .none else { return nil }
        let column = level.rawValue
        return try String.fetchOne(
            db,
            sql: """
                SELECT other.submission_id FROM fingerprints AS own
                JOIN fingerprints AS other ON other.\(column) = own.\(column)
                WHERE own.submission_id = :challenger AND (
                    other.submission_id = :champion
                    OR EXISTS (
                        SELECT 1 FROM matches
                        WHERE challenger = other.submission_id AND champion = :champion AND state = 'done'
                            AND ending IN ('futile', 'exhausted', 'forfeited')
                    )
                )
                ORDER BY other.submission_id LIMIT 1
                """,
            arguments: ["challenger": opening.challenger, "champion": opening.champion]
        )
    }

    private static func queuedMatch(presetHash: String, in db: Database) throws -> QueuedMatch? {
        let row = try Row.fetchOne(
            db,
            sql: """
                \(matchColumns), secret, one.code, two.code, pairs FROM matches
                JOIN submissions AS one ON one.id = challenger
                JOIN submissions AS two ON two.id = champion
                WHERE matches.state = 'queued' AND preset_hash = ? ORDER BY number LIMIT 1
                """,
            arguments: [presetHash]
        )
        guard let row else { return nil }
        guard let secret = EpochSecret(row["secret"]) else { throw RecordsError(.invalid, "a match has no secret") }
        guard let challenger: Data = row[matchColumnCount + 1], let champion: Data = row[matchColumnCount + 2] else {
            throw RecordsError(.invalid, "a match lacks the code of a side")
        }
        return QueuedMatch(
            match: try match(row),
            secret: secret,
            challengerCode: challenger,
            championCode: champion,
            priorPairs: try pairs(row[matchColumnCount + 3])
        )
    }
}
