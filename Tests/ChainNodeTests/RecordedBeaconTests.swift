import Foundation
import Substrate
import Testing
import Timelock

@testable import ChainNode

/// A beacon whose rounds come from elsewhere, in any order and with gaps.
@Suite struct RecordedBeaconTests {
    private let start: UInt64 = 1_760_000_000_000
    private let key: BeaconKey
    private let chain: DrandChain
    private let beacon: RecordedBeacon

    init() throws {
        key = try BeaconKey(secretBytes: [UInt8](repeating: 9, count: 32))
        chain = try DrandChain(
            hash: "0a0b",
            publicKey: key.publicKey,
            genesis: Date(timeIntervalSince1970: 1_759_999_000),
            period: .seconds(3)
        )
        beacon = try RecordedBeacon(chain: chain, name: "recorded")
    }

    private func record(_ rounds: UInt64...) throws {
        for round in rounds { beacon.record(try chain.verify(key.pulse(of: DrandRound(round), on: chain))) }
    }

    private func rounds(after last: UInt64, seconds: UInt64, atMost count: Int = 50) -> [UInt64] {
        beacon.pulses(after: last, at: start + seconds * 1000, atMost: count).map(\.round)
    }

    @Test func roundsThatAreDueComeInOrder() throws {
        // Round 334 is due 999 seconds after the genesis, a second before the chain begins.
        try record(337, 335, 340, 335, 336)
        #expect(rounds(after: 334, seconds: 1) == [])
        #expect(rounds(after: 334, seconds: 2) == [335])
        #expect(rounds(after: 334, seconds: 10) == [335, 336, 337])
        #expect(rounds(after: 335, seconds: 100) == [336, 337, 340])
        #expect(rounds(after: 334, seconds: 100, atMost: 2) == [335, 336])
        #expect(rounds(after: 340, seconds: 100) == [])
        #expect(rounds(after: .max, seconds: 100) == [])
    }

    @Test(arguments: [true, false])
    func whatIsSealedWaitsForItsRoundForEverIfNeedBe(_ comes: Bool) throws {
        let test = try TestChain(beacon: beacon)
        let netuid = DynamicValue.number(test.netuid)
        let sealed = try TimelockCiphertext.seal([1, 2, 3], until: DrandRound(340), of: chain)
        let field = DynamicValue.variant(
            "TimelockEncrypted",
            .record([.init("encrypted", .bytes(sealed.bytes)), .init("reveal_round", .number(UInt64(340)))])
        )
        let info = DynamicValue.record([.init("fields", .list([field]))])
        #expect(try test.failure("Commitments", "set_commitment", [netuid, info], by: "CharlieHot") == nil)
        try record(338)
        test.ledger.makeBlock(at: start + 60_000)
        let revealed = { try test.stored("Commitments", "RevealedCommitments", [netuid, .named("CharlieHot")]) }
        #expect(try revealed() == nil)
        try comes ? record(340) : record(341)
        let block = test.ledger.makeBlock(at: start + 61_000)
        let expected = DynamicValue.list([.list([.bytes([1, 2, 3]), .number(block.number)])])
        #expect(try revealed() == (comes ? expected : nil))
        #expect(try test.stored("Drand", "LastStoredRound") == .unsigned(comes ? 340 : 341))
    }

    @Test func clientsSeeTheChainThatIsRecorded() throws {
        let quicknet = try RecordedBeacon(chain: .quicknet, name: "quicknet").configuration
        #expect(quicknet.publicKey == DrandChain.quicknet.publicKeyBytes)
        #expect(quicknet.genesis == 1_692_803_367 && quicknet.period == 3)
        #expect(quicknet.hash.count == 32)
    }
}
