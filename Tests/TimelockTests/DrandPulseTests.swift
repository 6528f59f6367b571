import Foundation
import Testing

@testable import Timelock

@Suite struct DrandPulseTests {
    struct Published: CustomTestStringConvertible, Sendable {
        let round: UInt64
        let signature: String
        let randomness: String
        var testDescription: String { "round \(round)" }
    }

    private static let round1000 = Published(
        round: 1000,
        signature: Vectors.timelock.quicknet.signature.bytes.hex,
        randomness: Vectors.timelock.quicknet.randomness.bytes.hex
    )

    @Test(arguments: [
        round1000,
        Published(
            round: 657_413,
            signature: """
                b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be\
                41076862b98fad56e91a6b85b89cd97b
                """,
            randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
        ),
    ])
    func verifiesPublishedPulsesOfQuicknet(_ published: Published) throws {
        let pulse = DrandPulse(
            round: try DrandRound(published.round),
            signature: [UInt8](hex: published.signature)
        )
        let verified = try DrandChain.quicknet.verify(pulse)
        #expect(verified.pulse == pulse)
        #expect(verified.randomness.hex == published.randomness)
    }

    @Test func quicknetIsAsPublished() throws {
        let published = Vectors.timelock.quicknet
        #expect(DrandChain.quicknet.publicKey.compressed == published.publicKey.bytes)
        #expect(DrandChain.quicknet.hash == published.chainHash)
        #expect(DrandChain.quicknet.genesis == Date(timeIntervalSince1970: published.genesis))
        #expect(DrandChain.quicknet.period == .seconds(published.period))
        #expect(DrandChain.signatureTag == Array(published.dst.utf8))
    }

    @Test func hashesTheMessageOfARound() throws {
        let vector = Vectors.timelock.quicknet
        let point = DrandChain.quicknet.message(of: try DrandRound(vector.round))
        #expect(point.compressed == vector.hashToG1.bytes)
    }

    struct Forgery: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let round: UInt64
        let signature: [UInt8]
        let code: TimelockError.Code

        init(_ testDescription: String, _ code: TimelockError.Code, round: UInt64 = 1000, _ signature: [UInt8]) {
            self.testDescription = testDescription
            self.round = round
            self.signature = signature
            self.code = code
        }
    }

    private static let genuine = Vectors.timelock.quicknet.signature.bytes

    @Test(arguments: [
        Forgery("the next round's number", .forgedPulse, round: 1001, genuine),
        Forgery("the round before's number", .forgedPulse, round: 999, genuine),
        Forgery("the number with its bytes reversed", .forgedPulse, round: UInt64(1000).byteSwapped, genuine),
        Forgery("the negative", .forgedPulse, [genuine[0] ^ 0x20] + genuine.dropFirst()),
        Forgery("the generator", .forgedPulse, Point(G1.generator).compressed),
        Forgery("the message itself", .forgedPulse, Vectors.timelock.quicknet.hashToG1.bytes),
        Forgery("the identity", .identityPoint, [0xc0] + [UInt8](repeating: 0, count: 47)),
        Forgery("zeros", .malformedPoint, [UInt8](repeating: 0, count: 48)),
        Forgery("a byte too few", .wrongLength, genuine.dropLast()),
        Forgery("outside the subgroup", .notInSubgroup, Vectors.arithmetic.point("g1NotInSubgroup")),
    ])
    func refusesForgedPulses(_ forgery: Forgery) throws {
        let pulse = DrandPulse(round: try DrandRound(forgery.round), signature: forgery.signature)
        #expect(throws: TimelockError(forgery.code, "")) { try DrandChain.quicknet.verify(pulse) }
    }

    @Test func ownBeaconsSignForTheirChainOnly() throws {
        let key = try BeaconKey(secretBytes: [UInt8](repeating: 7, count: 32))
        let chain = try OwnChain.make(key)
        let round = try DrandRound(12)
        let pulse = key.pulse(of: round, on: chain)
        #expect(try chain.verify(pulse).pulse == pulse)
        #expect(throws: TimelockError(.forgedPulse, "")) { try DrandChain.quicknet.verify(pulse) }
        let other = try BeaconKey(secretBytes: [UInt8](repeating: 8, count: 32))
        #expect(throws: TimelockError(.forgedPulse, "")) { try chain.verify(other.pulse(of: round, on: chain)) }
    }

    @Test func secretsAreNotZeroAndNotShown() throws {
        let order = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"
        for bytes in [[UInt8](repeating: 0, count: 32), [UInt8](hex: order)] {
            #expect(throws: TimelockError(.scalarOutOfRange, "")) { try BeaconKey(secretBytes: bytes) }
        }
        #expect(throws: TimelockError(.wrongLength, "")) { try BeaconKey(secretBytes: [1]) }
        let key = try BeaconKey(secretBytes: [UInt8](repeating: 7, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == String(reflecting: key))
        #expect(!dumped.contains("limbs"))
    }

    @Test func chainsNeedAKeyAndAPeriod() {
        let key = Vectors.timelock.quicknet.publicKey.bytes
        let outside = Vectors.arithmetic.point("g2NotInSubgroup")
        #expect(throws: TimelockError(.notInSubgroup, "")) {
            try DrandChain(hash: "", publicKey: outside, genesis: Date(), period: .seconds(3))
        }
        #expect(throws: TimelockError(.roundOutOfRange, "")) {
            try DrandChain(hash: "", publicKey: key, genesis: Date(), period: .zero)
        }
    }
}

/// A chain of which the tests have the key.
enum OwnChain {
    static func make(_ key: BeaconKey) throws -> DrandChain {
        try DrandChain(
            hash: "own",
            publicKey: key.publicKey,
            genesis: Date(timeIntervalSince1970: 1_700_000_000),
            period: .seconds(1)
        )
    }
}
