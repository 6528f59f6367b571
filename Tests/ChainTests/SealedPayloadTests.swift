import Foundation
import GRDB
import Rules
import TestSupport
import Testing
import Timelock

@testable import Chain

/// What lies in a local chain's file before and after a reveal.
@Suite struct SealedPayloadTests {
    private let test: TestChain

    init() throws { test = try TestChain() }

    private var database: String { test.folder.appendingPathComponent("chain.sqlite").path }
    private var keyFile: String { LocalChain.keyFile(of: database) }

    private func payload(_ name: String) -> Data { Data("\(name) https://example.org/\(name).py".utf8) }

    /// The files of the chain's folder in which some bytes lie, free pages and write-ahead log included.
    private func files(with bytes: Data) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: test.folder.path).sorted().filter { name in
            try Data(contentsOf: test.folder.appendingPathComponent(name)).range(of: bytes) != nil
        }
    }

    private func sealed() async throws -> [Data] {
        try await test.chain.pool.read { db in
            try Data.fetchAll(db, sql: "SELECT sealed FROM commitments WHERE sealed IS NOT NULL ORDER BY sequence")
        }
    }

    @Test func noFileShowsAPayloadBeforeItsReveal() async throws {
        let pair = try await test.registered()
        let extrinsic = try Extrinsic(
            signing: .commit(payload: payload("first"), revealAfter: 5),
            by: pair,
            nonce: try await test.chain.nextNonce(of: pair.hotkey),
            chain: test.chain.identity
        )
        try await test.chain.submit(extrinsic)
        #expect(try await test.chain.receipt(of: extrinsic) != nil)
        try await test.chain.commit(payload("second"), by: pair, revealAfter: 5)
        test.clock.set(block: 4)
        _ = try await test.chain.currentBlock()
        try await test.chain.pool.writeWithoutTransaction { db in
            for name in ["first", "second"] { #expect(try files(with: payload(name)) == []) }
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        for name in ["first", "second"] { #expect(try files(with: payload(name)) == []) }
        test.clock.set(block: 5)
        #expect(try await test.chain.revealedCommitments(after: 0).commitments.map(\.payload) == [payload("second")])
        // What was replaced is never shown; what was revealed is found, as it would have been before.
        #expect(try files(with: payload("first")) == [])
        #expect(try !files(with: payload("second")).isEmpty)
        try test.remove()
    }

    @Test func whatIsStoredIsTheNetworksCiphertext() async throws {
        let pair = try await test.registered()
        try await test.chain.commit(payload("sealed"), by: pair, revealAfter: 7)
        let stored = try #require(try await sealed().first)
        #expect(stored.count == payload("sealed").count + TimelockCiphertext.overheadByteCount)
        let ciphertext = try TimelockCiphertext(parsing: Array(stored))
        let beacon = try #require(test.chain.beacon)
        #expect(try ciphertext.open(with: beacon.pulse(of: 7)) == Array(payload("sealed")))
        for block: UInt64 in [6, 8] { #expect(try LocalBeacon.open(stored, with: beacon.pulse(of: block)) == nil) }
        // The same file beside another chain would be another beacon.
        let other = try LocalBeacon(
            secret: PrivateFile.read(keyFile),
            seed: Data(count: 32),
            genesis: test.chain.genesis
        )
        #expect(other.publicKey != beacon.publicKey)
        #expect(try LocalBeacon.open(stored, with: other.pulse(of: 7)) == nil)
        try test.remove()
    }

    @Test func whatDoesNotOpenIsDropped() async throws {
        let pairs = [try await test.registered(), try await test.registered(), try await test.registered()]
        for (pair, name) in zip(pairs, ["a", "b", "c"]) {
            try await test.chain.commit(payload(name), by: pair, revealAfter: 2)
        }
        try await test.chain.pool.write { db in
            try db.execute(
                sql: "UPDATE commitments SET sealed = zeroblob(length(sealed)) WHERE hotkey = ?",
                arguments: [pairs[0].hotkey.text]
            )
            try db.execute(
                sql: "UPDATE commitments SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE hotkey = ?",
                arguments: [pairs[1].hotkey.text]
            )
        }
        test.clock.set(block: 2)
        let revealed = try await test.chain.revealedCommitments(after: 0)
        #expect(revealed.commitments.map(\.payload) == [payload("c")])
        #expect(revealed.commitments.map(\.index) == [0])
        #expect(revealed.through == 2)
        #expect(try await sealed().isEmpty)
        try test.remove()
    }

    /// After a pause reveals come over several calls, each complete up to a block that it names.
    @Test func afterALongPauseNothingIsLostAndNoCallOpensTooMuch() async throws {
        let count = 2 * LocalChain.revealsPerTransaction + 20
        var pairs: [HotkeyPair] = []
        for _ in 0..<count { pairs.append(try await test.registered()) }
        for (index, pair) in pairs.enumerated() {
            try await test.chain.commit(payload("\(index)"), by: pair, revealAfter: 1 + index / 7)
        }
        test.clock.set(block: 1000)
        var (seen, calls, cursor): ([RevealedCommitment], Int, UInt64) = ([], 0, 0)
        while cursor < 1000 {
            let before = try await sealed().count
            let answer = try await test.chain.revealedCommitments(after: cursor)
            let opened = try await before - sealed().count
            #expect(opened <= LocalChain.revealsPerTransaction)
            seen += answer.commitments
            cursor = answer.through
            calls += 1
        }
        #expect(calls == 3)
        #expect(seen.map(\.payload) == (0..<count).map { payload("\($0)") })
        #expect(seen.map(\.index) == (0..<count).map { $0 % 7 })
        try test.remove()
    }

    @Test func oneProcessSealsAndAnotherReveals() async throws {
        let pair = try await test.registered()
        try await test.chain.commit(payload("sealed"), by: pair, revealAfter: 3)
        test.clock.set(block: 3)
        let reader = try LocalChain.open(at: database, isReadOnly: true, now: test.clock.now)
        // Who only reads sees what others have opened, and says so.
        #expect(try await reader.revealedCommitments(after: 0) == RevealedCommitments(commitments: [], through: 2))
        let other = try test.reopened()
        #expect(try await other.revealedCommitments(after: 0).commitments.map(\.payload) == [payload("sealed")])
        #expect(try await reader.revealedCommitments(after: 0).commitments.map(\.payload) == [payload("sealed")])
        try other.close()
        try reader.close()
        try test.remove()
    }
}

extension SealedPayloadTests {
    /// Something that is wrong with the key file, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let apply: @Sendable (String) throws -> Void
    }

    static let faults = [
        Fault(testDescription: "gone", words: "there is no file") { try FileManager.default.removeItem(atPath: $0) },
        Fault(testDescription: "cut off", words: "it has 31 bytes, not 32") { truncate($0, 31) },
        Fault(testDescription: "another's", words: "it belongs to another chain") {
            try PrivateFile.replace($0, with: Array(repeating: 7, count: 32))
        },
        Fault(testDescription: "open to others", words: "its mode should be 0600") { chmod($0, 0o644) },
    ]

    @Test(arguments: faults)
    func aKeyFileThatCannotBeUsedIsNamed(_ fault: Fault) async throws {
        var status = stat()
        #expect(stat(keyFile, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(status.st_size == 32)
        try fault.apply(keyFile)
        let error = #expect(throws: ChainError(.unavailable, "")) { try test.reopened() }
        #expect(error?.message.contains(keyFile) == true)
        #expect(error?.message.contains(fault.words) == true)
        #expect(error?.message.contains("restore it from a backup") == true)
        // Who only reads needs no key.
        let reader = try LocalChain.open(at: database, isReadOnly: true, now: test.clock.now)
        #expect(try await reader.currentBlock() == 0)
        try reader.close()
        try test.remove()
    }

    /// A chain from before there was a beacon: what lay in clear is revealed in its block, what comes is sealed.
    @Test func aChainOfAnEarlierVersionLosesNothing() async throws {
        let (old, new) = (HotkeyPair(), HotkeyPair())
        let path = test.folder.appendingPathComponent("old.sqlite").path
        let pool = try DatabasePool(path: path)
        try LocalSchema.migrator.migrate(pool, upTo: "7: commitments by nonce")
        try await pool.write { db in
            try LocalChain.store(test.chain.genesis, seed: Data(count: 32), in: db)
            for (uid, pair) in [(2, old), (3, new)] {
                try db.execute(
                    sql: "INSERT INTO neurons (uid, hotkey, stake, registered_at) VALUES (?, ?, 0, 0)",
                    arguments: [uid, pair.hotkey.text]
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO commitments (hotkey, payload, committed_at, reveal_block, nonce) VALUES
                        (?1, ?2, 0, 1, 0), (?1, ?3, 1, 8, 1)
                    """,
                arguments: [old.hotkey.text, payload("revealed"), payload("old")]
            )
            try db.execute(sql: "INSERT INTO nonces VALUES (?, 2)", arguments: [old.hotkey.text])
        }
        try pool.close()
        test.clock.set(block: 6)
        let chain = try LocalChain.open(at: path, now: test.clock.now)
        #expect(FileManager.default.fileExists(atPath: LocalChain.keyFile(of: path)))
        #expect(try await chain.revealedCommitments(after: 0).commitments.map(\.payload) == [payload("revealed")])
        #expect(try await chain.sealedCommitments(of: old.hotkey).map(\.revealBlock) == [8])
        let extrinsic = try Extrinsic(
            signing: .commit(payload: payload("old"), revealAfter: 7),
            by: old,
            nonce: 1,
            chain: chain.identity
        )
        #expect(try await chain.receipt(of: extrinsic)?.revealBlock == 8)
        try await chain.commit(payload("new"), by: new, revealAfter: 2)
        #expect(try !files(with: payload("old")).isEmpty)
        #expect(try files(with: payload("new")) == [])
        test.clock.set(block: 8)
        let revealed = try await chain.revealedCommitments(after: 1)
        #expect(revealed.commitments.map(\.payload) == [payload("old"), payload("new")])
        try chain.close()
        try test.remove()
    }
}
