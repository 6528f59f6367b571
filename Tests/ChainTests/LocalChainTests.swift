import Foundation
import GRDB
import Rules
import TestSupport
import Testing

@testable import Chain

@Suite struct LocalChainTests {
    /// A chain whose hotkeys are Ed25519 keys in hexadecimal digits.
    @Test func aChainOfAnEarlierVersionIsNamed() async throws {
        let test = try TestChain()
        try await test.chain.pool.write { db in
            try db.execute(sql: "UPDATE genesis SET validator = ?", arguments: [String(repeating: "ab", count: 32)])
        }
        let error = #expect(throws: ChainError(.unavailable, "")) { try test.reopened() }
        #expect(error?.message.contains("was made with Ed25519 keys, which cannot be carried over") == true)
        try test.remove()
    }

    @Test func blocksFollowTheClockAndNeverGoBack() async throws {
        let test = try TestChain()
        #expect(try await test.chain.currentBlock() == 0)
        test.clock.set(block: 42)
        #expect(try await test.chain.currentBlock() == 42)
        test.clock.set(block: 41)
        #expect(try await test.chain.currentBlock() == 42)
        try test.remove()
    }

    @Test func twoProcessesSeeOneChain() async throws {
        let test = try TestChain()
        let behind = try test.reopened(now: { FakeClock.start })
        test.clock.set(block: 5)
        #expect(try await test.chain.currentBlock() == 5)
        #expect(try await behind.currentBlock() == 5)
        #expect(try await behind.blockHash(of: 3) == test.chain.blockHash(of: 3))
        #expect(behind.genesis == test.chain.genesis)
        try behind.close()
        try test.remove()
    }

    @Test func aHashIsKnownOnlyOnceItsBlockHasHappened() async throws {
        let test = try TestChain()
        await #expect(throws: ChainError(.unknownBlock, "")) { try await test.chain.blockHash(of: 1) }
        test.clock.set(block: 1)
        let hashes = [try await test.chain.blockHash(of: 0), try await test.chain.blockHash(of: 1)]
        #expect(hashes.allSatisfy { $0.count == 32 })
        #expect(hashes[0] != hashes[1])
        let other = try TestChain()
        #expect(try await other.chain.blockHash(of: 0) != hashes[0])
        try other.remove()
        try test.remove()
    }

    @Test func hotkeysGetUIDsOnce() async throws {
        let test = try TestChain()
        let pair = HotkeyPair()
        #expect(try await test.chain.register(pair) == 2)
        #expect(try await test.chain.register(pair) == 2)
        #expect(try await test.chain.register(HotkeyPair()) == 3)
        let metagraph = try await test.chain.metagraph()
        #expect(metagraph.neurons.map(\.uid) == [1, 2, 3])
        #expect(metagraph.neurons.map(\.isValidator) == [true, false, false])
        #expect(metagraph.uid(of: test.validator.hotkey) == 1)
        #expect(metagraph.uid(of: HotkeyPair().hotkey) == nil)
        #expect(metagraph.burnUID == 0)
        try test.remove()
    }

    @Test func aChainIsBegunOnceAndOpenedOnlyWhereThereIsOne() async throws {
        let test = try TestChain()
        let path = test.folder.appendingPathComponent("chain.sqlite").path
        #expect(throws: ChainError(.alreadyExists, "")) {
            try LocalChain.create(at: path, genesis: test.chain.genesis)
        }
        #expect(throws: ChainError(.unavailable, "")) {
            try LocalChain.open(at: test.folder.appendingPathComponent("none.sqlite").path)
        }
        #expect(try await test.chain.currentBlock() == 0)
        try test.remove()
    }

    @Test func aPayloadIsSealedUntilItsRevealBlock() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        test.clock.set(block: 3)
        let payload = Data("sealed".utf8)
        let receipt = try await test.chain.commit(payload, by: pair, revealAfter: 2)
        #expect(receipt == CommitmentReceipt(committedAt: 3, revealBlock: 5))
        test.clock.set(block: 4)
        #expect(
            try await test.chain.revealedCommitments(after: 0) == RevealedCommitments(commitments: [], through: 4)
        )
        test.clock.set(block: 5)
        let answer = try await test.chain.revealedCommitments(after: 4)
        let expected = RevealedCommitment(
            hotkey: pair.hotkey,
            payload: payload,
            committedAt: 3,
            revealBlock: 5,
            index: 0
        )
        #expect(answer == RevealedCommitments(commitments: [expected], through: 5))
        #expect(try await test.chain.revealedCommitments(after: 5).commitments.isEmpty)
        try test.remove()
    }

    @Test func aNewerCommitmentReplacesOneThatIsStillSealed() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        try await test.chain.commit(Data("first".utf8), by: pair, revealAfter: 2)
        try await test.chain.commit(Data("second".utf8), by: pair, revealAfter: 3)
        test.clock.set(block: 3)
        try await test.chain.commit(Data("third".utf8), by: pair, revealAfter: 1)
        test.clock.set(block: 9)
        let revealed = try await test.chain.revealedCommitments(after: 0).commitments
        #expect(revealed.map(\.payload) == [Data("second".utf8), Data("third".utf8)])
        try test.remove()
    }

    @Test func revealsOfOneBlockKeepTheOrderOfTheirCommitments() async throws {
        let test = try TestChain()
        let pairs = [try await test.registered(), try await test.registered(), try await test.registered()]
        try await test.chain.commit(Data("a".utf8), by: pairs[2], revealAfter: 4)
        test.clock.set(block: 1)
        try await test.chain.commit(Data("b".utf8), by: pairs[0], revealAfter: 3)
        try await test.chain.commit(Data("c".utf8), by: pairs[1], revealAfter: 2)
        test.clock.set(block: 20)
        let revealed = try await test.chain.revealedCommitments(after: 0).commitments
        #expect(revealed.map(\.payload) == ["c", "a", "b"].map { Data($0.utf8) })
        #expect(revealed.map(\.revealBlock) == [3, 4, 4])
        #expect(revealed.map(\.index) == [0, 0, 1])
        try test.remove()
    }

    /// A reader that always goes on from `through` misses nothing and sees nothing twice.
    @Test func goingOnFromTheAnswerLosesNothing() async throws {
        let test = try TestChain()
        let pairs = [try await test.registered(), try await test.registered()]
        var cursor = UInt64(0)
        var seen: [Data] = []
        for block in UInt64(0)..<60 {
            test.clock.set(block: block)
            if block < 50, block % 3 == 0 {
                let pair = pairs[Int(block) % 2]
                try await test.chain.commit(Data("\(block)".utf8), by: pair, revealAfter: Int(1 + block % 4))
            }
            if block % 5 == 4 {
                let answer = try await test.chain.revealedCommitments(after: cursor)
                seen += answer.commitments.map(\.payload)
                cursor = answer.through
            }
        }
        let all = try await test.chain.revealedCommitments(after: 0).commitments.map(\.payload)
        #expect(seen == all)
        #expect(seen.count == 17)
        try test.remove()
    }

    struct Refusal: CustomTestStringConvertible {
        let testDescription: String
        let bytes: Int
        let delay: Int
        let code: ChainError.Code
    }

    @Test(arguments: [
        Refusal(testDescription: "an empty payload", bytes: 0, delay: 1, code: .invalidPayload),
        Refusal(testDescription: "a payload of 1025 bytes", bytes: 1025, delay: 1, code: .invalidPayload),
        Refusal(testDescription: "no delay", bytes: 1, delay: 0, code: .invalidDelay),
        Refusal(testDescription: "a delay into the past", bytes: 1, delay: -1, code: .invalidDelay),
        Refusal(testDescription: "an absurd delay", bytes: 1, delay: .max, code: .invalidDelay),
    ])
    func aCommitmentThatCannotBeIsRefused(_ refusal: Refusal) async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        await #expect(throws: ChainError(refusal.code, "")) {
            try await test.chain.commit(Data(count: refusal.bytes), by: pair, revealAfter: refusal.delay)
        }
        try await test.chain.commit(Data(count: 1024), by: pair, revealAfter: 1)
        try test.remove()
    }

    @Test func onlyRegisteredHotkeysCommit() async throws {
        let test = try TestChain()
        await #expect(throws: ChainError(.notRegistered, "")) {
            try await test.chain.commit(Data([1]), by: HotkeyPair(), revealAfter: 1)
        }
        try test.remove()
    }
}
