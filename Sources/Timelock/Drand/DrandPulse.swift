import Crypto

/// What a beacon is said to have signed in a round, until a chain has verified it.
package struct DrandPulse: Sendable, Hashable {
    /// The round it is said to be of.
    package let round: DrandRound
    /// The signature, a point of G1: 48 bytes compressed.
    package let signature: [UInt8]

    /// Takes a pulse as it came.
    package init(round: DrandRound, signature: [UInt8]) {
        self.round = round
        self.signature = signature
    }
}

/// A pulse with the signature of its chain over its round.
package struct VerifiedPulse: Sendable {
    /// The pulse.
    package let pulse: DrandPulse
    let signature: Point<G1>

    fileprivate init(pulse: DrandPulse, signature: Point<G1>) {
        self.pulse = pulse
        self.signature = signature
    }

    /// The round's public randomness, SHA-256 of the signature: 32 bytes.
    package var randomness: [UInt8] { Array(SHA256.hash(data: pulse.signature)) }
}

extension DrandChain {
    /// Verifies that a pulse has this chain's signature over its round: e(signature, generator) = e(message, key).
    ///
    /// - Throws: `TimelockError.Code.forgedPulse`, or what reading a point throws.
    package func verify(_ pulse: DrandPulse) throws -> VerifiedPulse {
        let signature = try Point<G1>(compressed: pulse.signature)
        let quotient = Pairing(productOver: [
            (-signature, Point(G2.generator)),
            (message(of: pulse.round), publicKey),
        ])
        guard quotient.isOne else {
            throw TimelockError(.forgedPulse, "chain \(hash) has not signed this in round \(pulse.round)")
        }
        return VerifiedPulse(pulse: pulse, signature: signature)
    }
}
