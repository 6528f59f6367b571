import Crypto
package import FoundationEssentials

/// A drand chain of the scheme `bls-unchained-g1-rfc9380`: whose signatures it has, and when.
///
/// In this scheme a round's message depends on nothing but its number, so that one can encrypt to a signature that does
/// not exist yet.
package struct DrandChain: Sendable {
    /// The chain's hash as drand publishes it, in hexadecimal: a name, which is not computed here.
    package let hash: String
    /// When round 1 is signed.
    package let genesis: Date
    /// The time from one round to the next.
    package let period: Duration
    let publicKey: Point<G2>

    /// Describes a chain.
    ///
    /// - Parameters:
    ///   - hash: Its name.
    ///   - publicKey: A point of G2, 96 bytes compressed.
    ///   - genesis: When round 1 is signed.
    ///   - period: From one round to the next; above zero.
    /// - Throws: `TimelockError` when the key is not a point of the group; `roundOutOfRange` for a period of nothing.
    package init(hash: String, publicKey: [UInt8], genesis: Date, period: Duration) throws {
        guard period > .zero else { throw TimelockError(.roundOutOfRange, "a period of \(period) has no rounds") }
        self.hash = hash
        self.genesis = genesis
        self.period = period
        self.publicKey = try Point(compressed: publicKey)
    }

    /// The chain's public key: 96 bytes compressed.
    package var publicKeyBytes: [UInt8] { publicKey.compressed }

    /// The point of G1 that the chain signs in a round: the hash of SHA-256 of the round's number.
    func message(of round: DrandRound) -> Point<G1> {
        HashToG1.point(of: Array(SHA256.hash(data: round.bigEndianBytes)), tag: DrandChain.signatureTag)
    }

    /// The domain separation tag of the scheme.
    static let signatureTag = Array("BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_".utf8)
}
