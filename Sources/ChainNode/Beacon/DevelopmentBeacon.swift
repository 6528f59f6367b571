import Crypto
import FoundationEssentials
package import Timelock

/// A beacon of the chain's own, whose secret is public: what is sealed with it is hidden from honest programs only.
package struct DevelopmentBeacon: Beacon {
    private let key: BeaconKey
    /// The beacon as those see it who seal something.
    package let chain: DrandChain
    /// What clients have to know to seal something.
    package let configuration: BeaconConfiguration

    /// Makes the beacon.
    ///
    /// - Parameters:
    ///   - genesis: When round 1 is signed, in seconds since 1970.
    ///   - period: Seconds from one round to the next, at least 1.
    /// - Throws: `TimelockError`, which has no reason to be thrown.
    package init(genesis: UInt32, period: UInt32) throws {
        let secret = Array("the beacon of a development chain".utf8.prefix(32))
        key = try BeaconKey(secretBytes: secret)
        let name = "tiltyard-development"
        let hash = [UInt8](repeating: 0, count: 32 - name.utf8.count) + Array(name.utf8)
        chain = try DrandChain(
            hash: name,
            publicKey: key.publicKey,
            genesis: Date(timeIntervalSince1970: Double(genesis)),
            period: .seconds(Int64(period))
        )
        configuration = BeaconConfiguration(
            publicKey: key.publicKey,
            period: period,
            genesis: genesis,
            hash: hash,
            name: name
        )
    }

    /// Returns the signature of a round.
    package func signature(of round: UInt64) -> [UInt8] {
        guard let round = try? DrandRound(round) else { preconditionFailure("rounds are counted from 1") }
        return key.pulse(of: round, on: chain).signature
    }

    /// It signs any round at any time.
    package var hasEveryRound: Bool { true }

    /// Signs the rounds that are due.
    package func pulses(after last: UInt64, at time: UInt64, atMost count: Int) -> [BeaconPulse] {
        let due = min(round(at: time), last + UInt64(count))
        guard due > last else { return [] }
        return (last + 1...due).map { BeaconPulse(round: $0, signature: signature(of: $0)) }
    }

    /// Returns a round's public randomness.
    package func randomness(of signature: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: signature)) }

    /// Opens a ciphertext, or returns nil when it is none for this round of this beacon.
    package func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]? {
        chain.open(ciphertext, round: round, signature: signature)
    }
}

extension DrandChain {
    /// Opens a ciphertext with a signature that is verified first, or returns nil.
    func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]? {
        guard let round = try? DrandRound(round),
            let pulse = try? verify(DrandPulse(round: round, signature: signature)),
            let sealed = try? TimelockCiphertext(parsing: ciphertext)
        else { return nil }
        return try? sealed.open(with: pulse)
    }
}
