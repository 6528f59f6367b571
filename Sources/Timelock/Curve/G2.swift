/// The curve y² = x³ + 4(1 + u) over Fp2, a twist of the first: (x, y) here is (x/w², y/w³) there, over Fp12.
enum G2: Curve {
    static let name = "G2"

    static let b = Fp2(Fp(4), Fp(4))

    static let generator = AffinePoint<G2>(
        x: Fp2(
            Fp(
                constant: """
                    024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02\
                    b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8
                    """
            ),
            Fp(
                constant: """
                    13e02b6052719f607dacd3a088274f65596bd0d09920b61a\
                    b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e
                    """
            )
        ),
        y: Fp2(
            Fp(
                constant: """
                    0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a7\
                    6d429a695160d12c923ac9cc3baca289e193548608b82801
                    """
            ),
            Fp(
                constant: """
                    0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af\
                    267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be
                    """
            )
        )
    )

    @inline(__always)
    static func timesTripleB(_ element: Fp2) -> Fp2 { element.timesXi.tripled().doubled().doubled() }

    /// Whether ψ(Q) = xQ for the endomorphism ψ that is the Frobenius of Fp12 seen from the twist.
    ///
    /// On all of the curve ψ² - (x+1)ψ + p is zero. A point with ψ(Q) = xQ is therefore one with (p - x)Q = hrQ = 0, where
    /// h is the cofactor of G1. The curve has r times a cofactor of G2 points, which shares no factor with h, and so
    /// rQ = 0 (Scott, 2021).
    static func isInSubgroup(_ point: Point<G2>) -> Bool {
        let multiple = point.multiplied(byPublic: CurveParameter.magnitude)
        return frobenius(point) == -multiple
    }

    /// ψ: conjugates the coordinates, x times 1/γ² and y times 1/γ³.
    private static func frobenius(_ point: Point<G2>) -> Point<G2> {
        Point(
            x: point.x.conjugate * inverseGammaSquared,
            y: point.y.conjugate * inverseGammaCubed,
            z: point.z.conjugate
        )
    }

    private static let inverseGammaSquared = Fp12.frobeniusFactor.squared().inverse()
    private static let inverseGammaCubed = inverseGammaSquared * Fp12.frobeniusFactor.inverse()
}
