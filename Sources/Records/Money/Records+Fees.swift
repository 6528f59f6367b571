import GRDB
import Rules

/// What became of an entry's fee.
package struct ParticipationFee: Sendable, Hashable {
    /// Where a fee is.
    package enum State: String, Sendable, Hashable {
        case reserved, captured, released
    }

    /// The entry.
    package let hotkey: String
    /// Who pays.
    package let coldkey: String
    /// How much, in rao.
    package let rao: Int64
    /// Where it is.
    package let state: State
}

extension Records {
    /// Returns the fees of a tournament's entries, by hotkey.
    package func fees(of row: TournamentRow) async throws -> [ParticipationFee] {
        try await pool.read { db in try Self.fees(tournament: row.number, in: db) }
    }

    private static func fees(tournament: Int64, in db: Database) throws -> [ParticipationFee] {
        try Row.fetchAll(
            db,
            sql: "SELECT hotkey, coldkey, rao, state FROM participation_fees WHERE tournament = ? ORDER BY hotkey",
            arguments: [tournament]
        ).map {
            ParticipationFee(hotkey: $0[0], coldkey: $0[1], rao: $0[2], state: try Stored.choice($0[3]))
        }
    }

    static func move(
        _ fees: FeeMovement,
        _ payer: TournamentStep.Payer?,
        tournament: Int64,
        id: String,
        at milliseconds: Int64,
        in db: Database
    ) throws {
        switch fees {
        case .reserve(let hotkey):
            guard let payer else { throw RecordsError(.invalid, "nobody pays for \(hotkey)") }
            guard payer.rao > 0 else { return }
            let rao = try Stored.column(payer.rao)
            let times = try reserve(hotkey, payer.coldkey, rao, tournament: tournament, in: db)
            let entry = LedgerEntry.reserve(rao, entry: "\(id):\(hotkey):\(times)", coldkey: payer.coldkey)
            try post(entry, at: milliseconds, in: db)
        case .release(let hotkey):
            for fee in try self.fees(tournament: tournament, in: db) where fee.hotkey == hotkey {
                try settle(fee, .released, tournament: tournament, id: id, at: milliseconds, in: db)
            }
        case .captureAll, .releaseAll:
            let state: ParticipationFee.State = fees == .captureAll ? .captured : .released
            for fee in try self.fees(tournament: tournament, in: db) {
                try settle(fee, state, tournament: tournament, id: id, at: milliseconds, in: db)
            }
        }
    }

    /// Notes that a fee is held, and returns for which time.
    ///
    /// One that is held or earned is not held again.
    private static func reserve(
        _ hotkey: String,
        _ coldkey: String,
        _ rao: Int64,
        tournament: Int64,
        in db: Database
    ) throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO participation_fees (tournament, hotkey, coldkey, rao, state) VALUES (?, ?, ?, ?, 'reserved')
                ON CONFLICT (tournament, hotkey) DO UPDATE
                SET state = 'reserved', coldkey = excluded.coldkey, rao = excluded.rao, times = times + 1
                WHERE state = 'released'
                """,
            arguments: [tournament, hotkey, coldkey, rao]
        )
        guard db.changesCount == 1,
            let times = try Int.fetchOne(
                db,
                sql: "SELECT times FROM participation_fees WHERE tournament = ? AND hotkey = ?",
                arguments: [tournament, hotkey]
            )
        else { throw RecordsError(.invalid, "the fee of \(hotkey) is held already") }
        return times
    }

    /// Earns or returns a fee that is held; one that is not is left alone.
    private static func settle(
        _ fee: ParticipationFee,
        _ state: ParticipationFee.State,
        tournament: Int64,
        id: String,
        at milliseconds: Int64,
        in db: Database
    ) throws {
        guard fee.state == .reserved else { return }
        let times = try Int.fetchOne(
            db,
            sql: "SELECT times FROM participation_fees WHERE tournament = ? AND hotkey = ?",
            arguments: [tournament, fee.hotkey]
        )
        let key = "\(id):\(fee.hotkey):\(times ?? 1)"
        let entry: LedgerEntry =
            state == .captured
            ? .capture(fee.rao, entry: key, coldkey: fee.coldkey) : .release(fee.rao, entry: key, coldkey: fee.coldkey)
        try post(entry, at: milliseconds, in: db)
        try db.execute(
            sql: "UPDATE participation_fees SET state = ? WHERE tournament = ? AND hotkey = ?",
            arguments: [state.rawValue, tournament, fee.hotkey]
        )
    }
}
