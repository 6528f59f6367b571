/// The Miller loop of the optimal ate pairing: a product of lines through multiples of points of G2, each line evaluated
/// at a point of G1.
///
/// Slopes are kept as fractions. Factors in proper subfields of Fp12 may be left out, since the final exponentiation makes
/// them 1: a line is multiplied by w³ and by its slope's denominator.
enum MillerLoop {
    /// A pair to be multiplied into the product; neither point is the identity.
    struct Pair {
        let g1: AffinePoint<G1>
        let g2: AffinePoint<G2>
    }

    /// A line's value, `constant + w2 · w² + w3 · w³`.
    struct Line {
        let constant: Fp2
        let w2: Fp2
        let w3: Fp2
    }

    /// Returns the product over all pairs, which share the squarings.
    static func product(of pairs: [Pair]) -> Fp12 {
        var multiples = pairs.map { Point<G2>($0.g2) }
        var result = Fp12.one
        for bit in CurveParameter.bitsBelowTopmost {
            result = result.squared()
            for (index, pair) in pairs.enumerated() {
                result = result.times(multiples[index].doubleWithTangent(at: pair.g1))
                if bit {
                    result = result.times(multiples[index].add(pair.g2, withLineAt: pair.g1))
                }
            }
        }
        // The loop ran over |x|, and x is negative: the inverse is due, or the conjugate, which differs from it by a factor
        // that the final exponentiation makes 1.
        return result.conjugate
    }
}

extension Point<G2> {
    /// Doubles the point and returns its tangent at a point of G1.
    ///
    /// The slope is 3x²/2yz; the equation of the curve turns the line's constant, 3x³ - 2y²z over z, into y² - 3bz².
    fileprivate mutating func doubleWithTangent(at point: AffinePoint<G1>) -> MillerLoop.Line {
        let yy = y.squared()
        let scaledZZ = G2.timesTripleB(z.squared())
        let twiceYZ = (y * z).doubled()
        let line = MillerLoop.Line(
            constant: yy - scaledZZ,
            w2: -(x.squared().tripled() * point.x),
            w3: twiceYZ * point.y
        )
        let difference = yy - scaledZZ.tripled()
        let eightYY = yy.doubled().doubled().doubled()
        self = Point(
            x: (difference * (x * y)).doubled(),
            y: difference * (yy + scaledZZ) + eightYY * scaledZZ,
            z: yy.doubled().doubled() * twiceYZ
        )
        return line
    }

    /// Adds a point and returns the line through both at a point of G1.
    ///
    /// The slope is rise over run. In the loop the point added is never the point itself or its negative, since both have
    /// order r and the multiples are smaller.
    fileprivate mutating func add(
        _ other: AffinePoint<G2>,
        withLineAt point: AffinePoint<G1>
    ) -> MillerLoop.Line {
        let rise = y - other.y * z
        let run = x - other.x * z
        let line = MillerLoop.Line(
            constant: rise * other.x - run * other.y,
            w2: -(rise * point.x),
            w3: run * point.y
        )
        let runSquared = run.squared()
        let runCubed = runSquared * run
        let scaledX = x * runSquared
        let newX = runCubed + z * rise.squared() - scaledX.doubled()
        self = Point(
            x: run * newX,
            y: rise * (scaledX - newX) - runCubed * y,
            z: z * runCubed
        )
        return line
    }
}
