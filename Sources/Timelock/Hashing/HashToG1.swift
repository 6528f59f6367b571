/// Hashing to the subgroup of G1: the suite BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380.
enum HashToG1 {
    /// Returns the point of a message.
    ///
    /// - Parameters:
    ///   - message: Any number of bytes.
    ///   - tag: The domain separation tag, 1 to 255 bytes.
    /// - Returns: A point of the subgroup.
    static func point(of message: [UInt8], tag: [UInt8]) -> Point<G1> {
        let (first, second) = fieldElements(of: message, tag: tag)
        return clearingCofactor(MapToCurve.image(of: first) + MapToCurve.image(of: second))
    }

    /// `hash_to_field` for two elements.
    static func fieldElements(of message: [UInt8], tag: [UInt8]) -> (Fp, Fp) {
        let bytes = MessageExpansion.uniformBytes(of: message, tag: tag, byteCount: 128)
        return (Fp(reducing: bytes.prefix(64)), Fp(reducing: bytes.suffix(64)))
    }

    /// Multiplies by 1 - x, which takes every point of the curve into the subgroup.
    private static func clearingCofactor(_ point: Point<G1>) -> Point<G1> {
        point.multiplied(byPublic: CurveParameter.magnitude + 1)
    }
}
