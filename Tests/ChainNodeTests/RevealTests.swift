import Substrate
import Testing

@testable import ChainNode

/// A beacon whose ciphertexts are the round and the message: what is revealed when is not a matter of cryptography.
struct PlainBeacon: Beacon {
    let configuration = BeaconConfiguration(
        publicKey: [UInt8](repeating: 1, count: 96),
        period: 3,
        genesis: 1_759_999_000,
        hash: [UInt8](repeating: 2, count: 32),
        name: "plain"
    )

    func pulses(after last: UInt64, at time: UInt64, atMost count: Int) -> [BeaconPulse] {
        let due = min(round(at: time), last + UInt64(count))
        return due > last ? (last + 1...due).map { BeaconPulse(round: $0, signature: $0.scale) } : []
    }

    func randomness(of signature: [UInt8]) -> [UInt8] { Hashing.blake2b256(signature) }

    func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]? {
        guard ciphertext.starts(with: round.scale), signature == round.scale else { return nil }
        return Array(ciphertext.dropFirst(8))
    }

    static func seal(_ message: [UInt8], until round: UInt64) -> [UInt8] { round.scale + message }
}

/// What is sealed opens when its round has come, as the network does it.
@Suite struct RevealTests {
    private let chain: TestChain
    private let netuid = DynamicValue.number(UInt16(1))
    private let start: UInt64 = 1_760_000_000_000

    init() throws { chain = try TestChain(beacon: PlainBeacon()) { $0.isCommitRevealEnabled = true } }

    /// The round that is due some seconds after block 0.
    private func round(after seconds: UInt64) -> UInt64 { PlainBeacon().round(at: start + seconds * 1000) }

    private func commit(_ sealed: [UInt8], round: UInt64) throws {
        let field = DynamicValue.variant(
            "TimelockEncrypted",
            .record([.init("encrypted", .bytes(sealed)), .init("reveal_round", .number(round))])
        )
        let info = DynamicValue.record([.init("fields", .list([field]))])
        try chain.ledger.submit(chain.signed("Commitments", "set_commitment", [netuid, info], by: "CharlieHot"))
        chain.ledger.makeBlock(at: start + 1000)
    }

    private func revealed() throws -> [DynamicValue] {
        try chain.stored("Commitments", "RevealedCommitments", [netuid, .named("CharlieHot")])?.elements ?? []
    }

    private func waiting() throws -> Int? { try chain.stored("Commitments", "TimelockedIndex")?.elements?.count }

    @Test func aCommitmentIsRevealedInTheBlockAfterItsRound() throws {
        let round = round(after: 30)
        try commit(PlainBeacon.seal([5, 6], until: round), round: round)
        chain.ledger.makeBlock(at: start + 20_000)
        #expect(try revealed().isEmpty)
        #expect(try waiting() == 1)
        let block = chain.ledger.makeBlock(at: start + 31_000)
        #expect(try revealed() == [.list([.bytes([5, 6]), .number(block.number)])])
        #expect(try waiting() == 0)
        #expect(try chain.stored("Commitments", "CommitmentOf", [netuid, .named("CharlieHot")]) == nil)
        #expect(try chain.events().contains { $0.name == "CommitmentRevealed" })
    }

    @Test func whatCannotBeOpenedIsGoneWithoutAWord() throws {
        let round = round(after: 10)
        try commit([9, 9, 9], round: round)
        chain.ledger.makeBlock(at: start + 12_000)
        #expect(try revealed().isEmpty)
        #expect(try waiting() == 0)
        #expect(try chain.events().allSatisfy { $0.name != "CommitmentRevealed" })
    }

    /// Rounds from before block 0 are not stored, so that this one waits for ever.
    @Test func aRoundFromBeforeTheChainNeverComes() throws {
        let round = round(after: 0)
        try commit(PlainBeacon.seal([1], until: round), round: round)
        chain.ledger.makeBlock(at: start + 2000)
        #expect(try revealed().isEmpty)
        #expect(try waiting() == 1)
    }

    @Test func tenRevealsAreKept() throws {
        for number in 0..<12 as Range<UInt64> {
            let round = round(after: 3 * number + 3)
            try commit(PlainBeacon.seal([UInt8(number)], until: round), round: round)
            chain.ledger.makeBlock(at: start + (3 * number + 4) * 1000)
        }
        let kept = try revealed().compactMap { $0[0]?.byteString?.first }
        #expect(kept == Array(2..<12))
    }

    @Test func sealedWeightsAreSetInTheNextEpoch() throws {
        let round = round(after: 6)
        let hotkey = try TestChain.account("BobHot").bytes
        let weights = ScaleWriter.bytes { writer in
            writer.byteString(hotkey)
            [UInt16(2)].write(to: &writer)
            [UInt16(9)].write(to: &writer)
            writer.integer(UInt64(0))
        }
        let sealed = DynamicValue.bytes(PlainBeacon.seal(weights, until: round))
        let arguments = [netuid, sealed, .number(round), .number(UInt16(4))]
        #expect(try chain.failure("SubtensorModule", "commit_timelocked_weights", arguments, by: "BobHot") == nil)
        func weightsOfBob() throws -> DynamicValue? {
            try chain.stored("SubtensorModule", "Weights", [netuid, .number(UInt16(1))])
        }
        chain.ledger.makeBlock(at: start + 8000)
        #expect(try weightsOfBob() == .list([]))
        for _ in 0..<8 { chain.ledger.makeBlock(at: start + 9000) }
        #expect(try weightsOfBob() == .list([.list([.unsigned(2), .unsigned(65535)])]))
        let updates = try chain.stored("SubtensorModule", "LastUpdate", [netuid])?.elements
        #expect(updates?[1] == .unsigned(1))
    }

    @Test func sealedWeightsOfSomebodyElseAreDropped() throws {
        let round = round(after: 3)
        let weights = ScaleWriter.bytes { writer in
            writer.byteString([UInt8](repeating: 7, count: 32))
            [UInt16(2)].write(to: &writer)
            [UInt16(9)].write(to: &writer)
            writer.integer(UInt64(0))
        }
        let sealed = DynamicValue.bytes(PlainBeacon.seal(weights, until: round))
        let arguments = [netuid, sealed, .number(round), .number(UInt16(4))]
        _ = try chain.run("SubtensorModule", "commit_timelocked_weights", arguments, by: "BobHot")
        for _ in 0..<12 { chain.ledger.makeBlock(at: start + 9000) }
        #expect(try chain.stored("SubtensorModule", "Weights", [netuid, .number(UInt16(1))]) == .list([]))
        let left = try chain.stored("SubtensorModule", "TimelockedWeightCommits", [netuid, .number(UInt64(0))])
        #expect(left == .list([]))
    }
}
