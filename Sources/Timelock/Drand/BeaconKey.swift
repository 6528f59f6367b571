/// The secret key of a beacon of one's own, for a chain that is its own drand.
///
/// Nothing prints the secret: description, debug description and mirror show the public key only.
package struct BeaconKey: Sendable {
    /// The public key, a point of G2: 96 bytes compressed.
    package let publicKey: [UInt8]

    private let secret: Scalar

    /// Makes the key of a secret: 32 bytes from a good generator, kept somewhere safe.
    ///
    /// - Throws: `TimelockError` with the code `wrongLength`, or `scalarOutOfRange` for a multiple of the group's order.
    package init(secretBytes: [UInt8]) throws {
        secret = try Scalar(reducing: secretBytes)
        guard !secret.isZero else { throw TimelockError(.scalarOutOfRange, "a beacon's secret is not zero") }
        publicKey = Point(G2.generator).multiplied(by: secret).compressed
    }

    /// Signs a round.
    package func pulse(of round: DrandRound, on chain: DrandChain) -> DrandPulse {
        DrandPulse(round: round, signature: chain.message(of: round).multiplied(by: secret).compressed)
    }
}

extension BeaconKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That there is a secret.
    package var description: String { "beacon key with its secret (not shown)" }
    /// That there is a secret.
    package var debugDescription: String { description }
    /// Shows the public key only.
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
