/// The curve y² = x³ + 4 over Fp.
enum G1: Curve {
    static let name = "G1"

    static let b = Fp(4)

    static let generator = AffinePoint<G1>(
        x: Fp(
            constant: """
                17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905\
                a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb
                """
        ),
        y: Fp(
            constant: """
                08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af6\
                00db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1
                """
        )
    )

    @inline(__always)
    static func timesTripleB(_ element: Fp) -> Fp { element.tripled().doubled().doubled() }

    /// Whether φ(P) = -x²P for the endomorphism φ(x, y) = (βx, y), where β is a cube root of unity.
    ///
    /// On all of the curve φ² + φ + 1 is zero. A point with φ(P) = -x²P is therefore one with (x⁴ - x² + 1)P = rP = 0. That
    /// all points of the subgroup satisfy it is a matter of which of the two cube roots is taken.
    static func isInSubgroup(_ point: Point<G1>) -> Bool {
        let image = Point<G1>(x: point.x * cubeRootOfUnity, y: point.y, z: point.z)
        let once = point.multiplied(byPublic: CurveParameter.magnitude)
        return image == -once.multiplied(byPublic: CurveParameter.magnitude)
    }

    /// β.
    private static let cubeRootOfUnity = Fp(
        constant: """
            00000000000000005f19672fdf76ce51ba69c6076a0f77ea\
            ddb3a93be6f89688de17d813620a00022e01fffffffefffe
            """
    )
}
