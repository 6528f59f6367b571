/// The optimal ate pairing of BLS12-381, as arkworks and blst compute it.
///
/// Both raise to three times the exponent (p¹²-1)/r of the definition, which is as good a pairing and cheaper. Keys of the
/// network's time-lock are hashes of its values, so that the factor matters.
struct Pairing: Sendable, Equatable {
    /// The value, of order r.
    let value: Fp12

    /// Computes e(P, Q), which is 1 if one of both is the identity.
    init(_ g1: Point<G1>, _ g2: Point<G2>) {
        self.init(productOver: [(g1, g2)])
    }

    /// Computes the product of the pairings of some pairs, with one final exponentiation.
    init(productOver pairs: [(g1: Point<G1>, g2: Point<G2>)]) {
        let affine = pairs.compactMap { pair -> MillerLoop.Pair? in
            guard let g1 = pair.g1.affine(), let g2 = pair.g2.affine() else { return nil }
            return MillerLoop.Pair(g1: g1, g2: g2)
        }
        value = Pairing.finalExponentiation(MillerLoop.product(of: affine))
    }

    /// Whether the value is 1.
    var isOne: Bool { value == .one }

    /// The 576 bytes of arkworks: twelve coefficients, each little-endian.
    var bytes: [UInt8] { value.coefficients.flatMap(\.littleEndianBytes) }

    /// Raises to 3(p¹²-1)/r = (p⁶-1)(p²+1) · ((x-1)²(x+p)(x²+p²-1) + 3).
    private static func finalExponentiation(_ element: Fp12) -> Fp12 {
        let toSixth = element.conjugate * element.inverse()
        let easy = toSixth.frobenius().frobenius() * toSixth
        let once = easy.raisedToParameter() * easy.conjugate
        let twice = once.raisedToParameter() * once.conjugate
        let thrice = twice.raisedToParameter() * twice.frobenius()
        let fourth = thrice.raisedToParameter().raisedToParameter()
        let hard = fourth * thrice.frobenius().frobenius() * thrice.conjugate
        return hard * easy.cyclotomicSquared() * easy
    }
}
