import Testing

@testable import Timelock

@Suite struct HashToG1Tests {
    @Test(arguments: Vectors.rfc9380.expansions)
    func expandsMessages(_ vector: HashVectors.Expansion) {
        let bytes = MessageExpansion.uniformBytes(
            of: Array(vector.message.utf8),
            tag: Array(Vectors.rfc9380.expansionTag.utf8),
            byteCount: vector.byteCount
        )
        #expect(bytes.hex == vector.uniformBytes)
    }

    @Test(arguments: Vectors.rfc9380.hashes)
    func hashesAsRFC9380(_ vector: HashVectors.Hash) throws {
        let tag = Array(Vectors.rfc9380.hashTag.utf8)
        let point = HashToG1.point(of: Array(vector.message.utf8), tag: tag)
        let affine = try #require(point.affine())
        #expect(affine.x.bigEndianBytes.hex == vector.x)
        #expect(affine.y.bigEndianBytes.hex == vector.y)
        #expect(point.isOnCurve)
        #expect(G1.isInSubgroup(point))
    }

    /// For zero the general formula divides by zero.
    @Test(arguments: [Fp.zero, .one, -.one])
    func mapsEveryElementOntoTheCurve(_ element: Fp) {
        let image = MapToCurve.image(of: element)
        #expect(image.isOnCurve)
        #expect(!image.isIdentity)
    }

    @Test func tagsSeparateDomains() {
        #expect(HashToG1.point(of: [1], tag: [1]) != HashToG1.point(of: [1], tag: [2]))
        #expect(HashToG1.point(of: [1], tag: [1]) != HashToG1.point(of: [2], tag: [1]))
    }
}
