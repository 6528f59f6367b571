import Substrate
import Testing
import Timelock

@testable import ChainNode

/// The chain's own beacon with the cryptography it has.
@Suite struct DevelopmentBeaconTests {
    private let beacon: DevelopmentBeacon
    private let start: UInt64 = 1_760_000_000_000

    init() throws { beacon = try DevelopmentBeacon(genesis: 1_692_803_367, period: 3) }

    @Test func roundsHaveTheNumbersOfTheNetwork() {
        // Round 1000 of quicknet was due 2997 seconds after round 1.
        #expect(beacon.round(at: (1_692_803_367 + 2997) * 1000) == 1000)
        #expect(beacon.round(at: (1_692_803_367 + 2996) * 1000) == 999)
        #expect(beacon.round(at: 0) == 0)
    }

    @Test func aCommitmentSealedToTheStoredKeyIsRevealed() throws {
        let chain = try TestChain(beacon: beacon)
        let netuid = DynamicValue.number(chain.netuid)
        let stored = try #require(try chain.stored("Drand", "BeaconConfig"))
        #expect(stored["public_key"]?.byteString == beacon.configuration.publicKey)
        let round = beacon.round(at: start + 9000)
        let message = Array("where my code is".utf8)
        let sealed = try TimelockCiphertext.seal(message, until: DrandRound(round), of: beacon.chain)
        let field = DynamicValue.variant(
            "TimelockEncrypted",
            .record([.init("encrypted", .bytes(sealed.bytes)), .init("reveal_round", .number(round))])
        )
        let info = DynamicValue.record([.init("fields", .list([field]))])
        #expect(try chain.failure("Commitments", "set_commitment", [netuid, info], by: "CharlieHot") == nil)
        let block = chain.ledger.makeBlock(at: start + 9000)
        let revealed = try chain.stored("Commitments", "RevealedCommitments", [netuid, .named("CharlieHot")])
        #expect(revealed?.elements == [.list([.bytes(message), .number(block.number)])])
    }

    /// A day has 28,800 rounds; a block stores fifty otherwise.
    @Test func aChainThatStoodStillForADayRevealsAtOnce() throws {
        let chain = try TestChain(beacon: beacon)
        let round = beacon.round(at: start + 60_000)
        let sealed = try TimelockCiphertext.seal([7], until: DrandRound(round), of: beacon.chain)
        let field = DynamicValue.variant(
            "TimelockEncrypted",
            .record([.init("encrypted", .bytes(sealed.bytes)), .init("reveal_round", .number(round))])
        )
        let info = DynamicValue.record([.init("fields", .list([field]))])
        let netuid = DynamicValue.number(chain.netuid)
        #expect(try chain.failure("Commitments", "set_commitment", [netuid, info], by: "CharlieHot") == nil)
        let later = start + 86_400_000
        let block = chain.ledger.makeBlock(at: later)
        let revealed = try chain.stored("Commitments", "RevealedCommitments", [netuid, .named("CharlieHot")])
        #expect(revealed?.elements == [.list([.bytes([7]), .number(block.number)])])
        #expect(chain.ledger.lastRound == beacon.round(at: later))
        chain.ledger.makeBlock(at: later + 3000)
        #expect(chain.ledger.lastRound == beacon.round(at: later + 3000))
    }

    @Test func whatIsForAnotherRoundOrDamagedDoesNotOpen() throws {
        let sealed = try TimelockCiphertext.seal([1, 2, 3], until: DrandRound(50), of: beacon.chain).bytes
        #expect(beacon.open(sealed, round: 50, signature: beacon.signature(of: 50)) == [1, 2, 3])
        #expect(beacon.open(sealed, round: 51, signature: beacon.signature(of: 51)) == nil)
        #expect(beacon.open(Array(sealed.dropLast()), round: 50, signature: beacon.signature(of: 50)) == nil)
        #expect(beacon.open(sealed, round: 50, signature: beacon.signature(of: 51)) == nil)
    }
}
