import FoundationEssentials
import GRDB
import Substrate

/// The file in which a node keeps its blocks, so that its chain goes on where it was.
///
/// A block is kept before anybody is told of it, together with what it changed: nothing is carried out again when the chain
/// goes on. One node at a time has the file.
///
/// ```swift
/// let store = try BlockStore(path: "chain.sqlite")
/// let ledger = try Ledger(runtime, startedAt: now, keptIn: store)
/// try ledger.makeBlock(at: now, keptIn: store)
/// ```
package final class BlockStore: Sendable {
    /// A block as it was kept.
    struct Kept {
        let number: UInt32
        let time: UInt64
        let hash: [UInt8]
        let extrinsics: [[UInt8]]
        let changes: [[UInt8]: [UInt8]?]
    }

    /// Marks the file as a chain's: "TYCH".
    private static let mark = 0x5459_4348

    /// By how many milliseconds the chain's clock is ahead of the machine's, as it was in the beginning.
    package let clockShift: Int64
    private let path: String
    private let queue: DatabaseQueue

    /// Opens the file, or makes it.
    ///
    /// - Parameters:
    ///   - path: The file; its folder has to be there.
    ///   - clockShift: By how many milliseconds the clock of a new chain is ahead of the machine's.
    /// - Throws: `BlockStoreError`.
    package init(path: String, clockShift: Int64 = 0) throws {
        self.path = path
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        (queue, self.clockShift) = try Self.explaining(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return (queue, try queue.writeWithoutTransaction { try Self.prepare($0, path, clockShift) })
        }
    }

    /// Makes the tables of a new file; a file of something else is left as it is.
    ///
    /// - Returns: The clock's shift.
    private static func prepare(_ database: Database, _ path: String, _ clockShift: Int64) throws -> Int64 {
        try database.inTransaction(.exclusive) {
            let mark = try Int.fetchOne(database, sql: "PRAGMA application_id")
            if mark == Self.mark { return .commit }
            guard mark == 0, try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0 else {
                throw BlockStoreError(.foreign, "\(path) is no file of a chain")
            }
            try database.execute(sql: "PRAGMA application_id = \(Self.mark)")
            try database.execute(sql: schema)
            try database.execute(sql: "INSERT INTO clock (id, shift) VALUES (1, ?)", arguments: [clockShift])
            return .commit
        }
        // Whoever was told of a block finds it again even after a power cut.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        guard let shift = try Int64.fetchOne(database, sql: "SELECT shift FROM clock") else {
            throw BlockStoreError(.damaged, "\(path) does not tell its clock")
        }
        return shift
    }

    /// Times are milliseconds since 1970; extrinsics and changes are SCALE: a list of byte strings, and a list of pairs of a
    /// key and an optional value.
    private static let schema = """
        CREATE TABLE blocks (
            number INTEGER PRIMARY KEY NOT NULL,
            time INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            extrinsics BLOB NOT NULL,
            changes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            shift INTEGER NOT NULL
        ) STRICT;
        """

    /// Whether no block has been kept.
    var isEmpty: Bool {
        get throws { try Self.explaining(path) { try queue.read { try count($0) == 0 } } }
    }

    /// Whether a chain has gone on after block 0.
    package var hasGrown: Bool {
        get throws { try Self.explaining(path) { try queue.read { try count($0) > 1 } } }
    }

    private func count(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM blocks") ?? 0
    }

    /// Keeps a block.
    func keep(_ block: Block, _ changes: [[UInt8]: [UInt8]?]) throws {
        let changed = ScaleWriter.bytes { writer in
            writer.sequence(changes.sorted { $0.key.lexicographicallyPrecedes($1.key) }) { writer, change in
                change.key.write(to: &writer)
                change.value.write(to: &writer)
            }
        }
        try Self.explaining(path) {
            try queue.write { database in
                try database.execute(
                    sql: "INSERT INTO blocks (number, time, hash, extrinsics, changes) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        block.number, Int64(clamping: block.time), Data(block.hash.bytes), Data(block.extrinsics.scale),
                        Data(changed),
                    ]
                )
            }
        }
    }

    /// Hands over the kept blocks in order.
    func forEach(_ body: (Kept) throws -> Void) throws {
        try Self.explaining(path) {
            try queue.read { database in
                let rows = try Row.fetchCursor(database, sql: "SELECT * FROM blocks ORDER BY number")
                while let row = try rows.next() { try body(try kept(row)) }
            }
        }
    }

    /// The time of block 0 in milliseconds since 1970, or nil.
    var beginning: UInt64? {
        get throws {
            try Self.explaining(path) {
                try queue.read { database in
                    try Int64.fetchOne(database, sql: "SELECT time FROM blocks WHERE number = 0").map(
                        UInt64.init(clamping:)
                    )
                }
            }
        }
    }

    private func kept(_ row: Row) throws -> Kept {
        let number = UInt32(clamping: row["number"] as Int64)
        do {
            var reader = ScaleReader([UInt8](row["changes"] as Data))
            let changes = try reader.sequence { (try [UInt8](from: &$0), try [UInt8]?(from: &$0)) }
            try reader.finish()
            return Kept(
                number: number,
                time: UInt64(clamping: row["time"] as Int64),
                hash: [UInt8](row["hash"] as Data),
                extrinsics: try [[UInt8]](scale: [UInt8](row["extrinsics"] as Data)),
                changes: Dictionary(changes) { _, new in new }
            )
        } catch is SubstrateError {
            throw BlockStoreError(.damaged, "block \(number) in \(path) cannot be read")
        }
    }

    /// Says in a sentence what SQLite found.
    private static func explaining<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw BlockStoreError(.busy, "another chain runs on \(path)")
            case .SQLITE_NOTADB: throw BlockStoreError(.foreign, "\(path) is no file of a chain")
            case .SQLITE_CORRUPT: throw BlockStoreError(.damaged, "\(path) is damaged")
            default: throw BlockStoreError(.unavailable, "\(path) cannot be used: \(error.message ?? "\(error)")")
            }
        }
    }
}
