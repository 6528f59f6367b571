import Foundation
import GRDB
import Rules

extension Records {
    /// Opens an epoch over fetched submissions and queues an evaluation for each, in one transaction.
    ///
    /// The beacon's block is later than every commitment, so that nobody knew the seeds when choosing code.
    ///
    /// - Parameters:
    ///   - secret: The bytes that the seeds are drawn from.
    ///   - beacon: The block whose hash goes into the seeds too.
    ///   - presetName: The name of the rules.
    ///   - presetHash: The hash of the rules.
    ///   - ids: The submissions. Those that are not `fetched` any more are left out.
    /// - Returns: The epoch, or nil when no submission was left, in which case nothing was changed.
    /// - Throws: `RecordsError.Code.invalid` when a submission was committed in the beacon's block or later.
    package func openEpoch(
        secret: EpochSecret,
        beacon: Beacon,
        presetName: String,
        presetHash: String,
        for ids: [String]
    ) async throws -> Epoch? {
        let at = milliseconds()
        return try await pool.write { db in
            let block = try Stored.column(beacon.block)
            let fetched = try Self.fetched(ids, before: block, in: db)
            guard !fetched.isEmpty else { return nil }
            try db.execute(
                sql: "INSERT INTO epochs (secret, beacon_block, beacon_hash, opened_at) VALUES (?, ?, ?, ?)",
                arguments: [secret.bytes, block, beacon.hash, at]
            )
            let epoch = db.lastInsertedRowID
            let details: JSONValue = .object([
                "beacon_block": .integer(block),
                "beacon_hash": .string(Hex.text(beacon.hash)),
                "preset_name": .string(presetName),
                "preset_hash": .string(presetHash),
                "submissions": .array(fetched.map { .string($0) }),
            ])
            try Event.append(.epochOpened, subject: String(epoch), details: details, at: at, in: db)
            for id in fetched {
                try Self.enqueue(id, epoch: epoch, preset: (presetName, presetHash), at: at, in: db)
            }
            try Self.proveOpening(ofEpoch: epoch, at: at, in: db)
            return Epoch(id: epoch, beacon: beacon, isClosed: false, submissions: fetched)
        }
    }

    /// Returns an epoch without its secret.
    ///
    /// - Throws: `RecordsError.Code.unknownEpoch` when there is none of this number.
    package func epoch(_ id: Int64) async throws -> Epoch {
        try await pool.read { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT beacon_block, beacon_hash, closed_at IS NOT NULL FROM epochs WHERE id = ?",
                arguments: [id]
            )
            guard let row else { throw RecordsError(.unknownEpoch, "there is no epoch \(id)") }
            let submissions = try String.fetchAll(
                db,
                sql: """
                    SELECT submissions.id FROM evaluations JOIN submissions ON submissions.id = submission_id
                    WHERE epoch_id = ? ORDER BY reveal_block, reveal_index
                    """,
                arguments: [id]
            )
            let beacon = Beacon(block: try Stored.unsigned(row[0]), hash: row[1])
            return Epoch(id: id, beacon: beacon, isClosed: row[2], submissions: submissions)
        }
    }

    /// Returns what an epoch's seeds were derived from beside its secret: each submission, its code and its attempts.
    package func attempts(inEpoch id: Int64) async throws -> [EpochAttempts] {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT submissions.id, code_hash, attempts
                    FROM evaluations JOIN submissions ON submissions.id = submission_id
                    WHERE epoch_id = ? ORDER BY reveal_block, reveal_index
                    """,
                arguments: [id]
            )
            return try rows.map { row in
                EpochAttempts(submission: row[0], codeHash: try Stored.codeHash(row[1]), attempts: row[2])
            }
        }
    }

    /// Returns the secret of an epoch for publication.
    ///
    /// - Throws: `RecordsError.Code.unknownEpoch` when there is no such epoch or it is still open.
    package func publishedSecret(ofEpoch id: Int64) async throws -> EpochSecret {
        try await pool.read { db in
            let bytes = try Data.fetchOne(
                db,
                sql: "SELECT secret FROM epochs WHERE id = ? AND closed_at IS NOT NULL",
                arguments: [id]
            )
            guard let secret = bytes.flatMap(EpochSecret.init) else {
                throw RecordsError(.unknownEpoch, "epoch \(id) is not closed")
            }
            return secret
        }
    }

    /// Closes an epoch whose last evaluation is done.
    static func closeEpochIfDone(_ id: Int64, at: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE epochs SET closed_at = ?
                WHERE id = ? AND closed_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM evaluations WHERE epoch_id = epochs.id AND state <> 'done')
                """,
            arguments: [at, id]
        )
        guard db.changesCount == 1 else { return }
        try Event.append(.epochClosed, subject: String(id), at: at, in: db)
        try proveClosing(ofEpoch: id, at: at, in: db)
    }

    /// Returns those of the ids that are still fetched, by reveal.
    private static func fetched(_ ids: [String], before block: Int64, in db: Database) throws -> [String] {
        let wanted = Set(ids)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, committed_at FROM submissions
                WHERE state = 'fetched' ORDER BY reveal_block, reveal_index
                """
        ).filter { wanted.contains($0[0]) }
        for row in rows where row[1] >= block {
            throw RecordsError(.invalid, "submission '\(row[0] as String)' is not older than beacon block \(block)")
        }
        return rows.map { $0[0] }
    }

    private static func enqueue(
        _ id: String,
        epoch: Int64,
        preset: (name: String, hash: String),
        at: Int64,
        in db: Database
    ) throws {
        let evaluation = UUID().uuidString.lowercased()
        try db.execute(
            sql: """
                INSERT INTO evaluations (id, submission_id, epoch_id, preset_name, preset_hash, state)
                VALUES (?, ?, ?, ?, ?, 'queued')
                """,
            arguments: [evaluation, id, epoch, preset.name, preset.hash]
        )
        try db.execute(sql: "UPDATE submissions SET state = 'queued' WHERE id = ?", arguments: [id])
        let details: JSONValue = .object(["epoch": .integer(epoch), "evaluation": .string(evaluation)])
        try Event.append(.queued, subject: id, details: details, at: at, in: db)
    }
}
