import FoundationEssentials
import GRDB
import Rules

/// What a match is begun with.
struct MatchOpening {
    var challenger: String
    var champion: String
    var presetHash: String
    var budget: Double
    var secret: EpochSecret
    var beacon: Beacon
    var at: Int64

    /// Gives the match the board's next number and its share of the budget.
    func open(in db: Database) throws {
        let fought = try Int.fetchOne(
            db,
            sql: "SELECT COALESCE(MAX(number), 0) FROM matches WHERE preset_hash = ?",
            arguments: [presetHash]
        )
        let crowns = try Int.fetchOne(
            db,
            sql: "SELECT COUNT(*) FROM matches WHERE preset_hash = ? AND ending = 'crowned'",
            arguments: [presetHash]
        )
        let number = (fought ?? 0) + 1
        let share = ErrorBudget.share(ofMatch: number, crowns: crowns ?? 0, budget: budget)
        let id = try insert(number: number, share: share, state: "queued", ending: nil, ancestor: nil, in: db)
        let details: JSONValue = .object([
            "match": .string(id), "number": .integer(Int64(number)), "champion": .string(champion),
            "error_share": .number(share), "preset_hash": .string(presetHash),
        ])
        try Event.append(.matchOpened, subject: challenger, details: details, at: at, in: db)
        try Records.proveOpening(ofMatch: id, at: at, in: db)
    }

    /// Ends the match before it begins, with what was found out about another submission.
    func inherit(from ancestor: String, in db: Database) throws {
        let id = try insert(number: nil, share: 0, state: "done", ending: "inherited", ancestor: ancestor, in: db)
        let details: JSONValue = .object([
            "match": .string(id), "ancestor": .string(ancestor), "champion": .string(champion),
            "preset_hash": .string(presetHash),
        ])
        try Event.append(.matchInherited, subject: challenger, details: details, at: at, in: db)
        try Records.proveInheritance(
            of: challenger,
            from: ancestor,
            champion: champion,
            presetHash: presetHash,
            at: at,
            in: db
        )
    }

    private func insert(
        number: Int?,
        share: Double,
        state: String,
        ending: String?,
        ancestor: String?,
        in db: Database
    ) throws -> String {
        let id = UUID().uuidString.lowercased()
        try db.execute(
            sql: """
                INSERT INTO matches
                    (id, number, preset_hash, challenger, champion, error_share, secret, beacon_block, beacon_hash,
                        state, ending, ancestor, opened_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, number, presetHash, challenger, champion, share, secret.bytes,
                try Stored.column(beacon.block), beacon.hash, state, ending, ancestor, at,
            ]
        )
        return id
    }
}
