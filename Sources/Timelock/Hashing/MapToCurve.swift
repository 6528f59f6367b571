/// The map from Fp to the curve of G1 of RFC 9380: simplified SWU onto an isogenous curve, then the isogeny.
///
/// Every element has an image, and there is no division.
enum MapToCurve {
    /// Returns the image of an element: a point of the curve, which need not be in the subgroup.
    static func image(of element: Fp) -> Point<G1> {
        isogeny(simplifiedSWU(element))
    }

    /// A point of y² = x³ + Ax + B whose x is a fraction.
    private struct IsogenousPoint {
        let numerator: Fp
        let denominator: Fp
        let y: Fp
    }

    /// Appendix F.2 of RFC 9380, with u = `element`.
    ///
    /// Of the two candidates for x, x₁ = (-B/A)(1 + 1/(Z²u⁴ + Zu²)) and x₂ = Zu²x₁, one has a square on the right of the
    /// curve's equation. `ratioRoot` finds out which, and y along with it. Where Z²u⁴ + Zu² is zero, x₁ is B/(ZA).
    private static func simplifiedSWU(_ element: Fp) -> IsogenousPoint {
        let scaledSquare = z * element.squared()
        let sum = scaledSquare.squared() + scaledSquare
        let numerator = b * (sum + .one)
        let denominator = a * (-sum).replaced(by: z, where: mask(sum.isZero))
        let denominatorSquared = denominator.squared()
        let denominatorCubed = denominatorSquared * denominator
        let right = (numerator.squared() + a * denominatorSquared) * numerator + b * denominatorCubed
        let (root, isSquare) = ratioRoot(right, denominatorCubed)
        let first = mask(isSquare)
        let y = (scaledSquare * element * root).replaced(by: root, where: first)
        return IsogenousPoint(
            numerator: (scaledSquare * numerator).replaced(by: numerator, where: first),
            denominator: denominator,
            y: (-y).replaced(by: y, where: mask(y.isOdd == element.isOdd))
        )
    }

    /// `sqrt_ratio` for p = 3 modulo 4: √(u/v) and true, or √(Zu/v) and false if u/v is not a square.
    private static func ratioRoot(_ u: Fp, _ v: Fp) -> (root: Fp, isSquare: Bool) {
        let product = u * v
        let root = (v.squared() * product).quarterPower * product
        let isSquare = root.squared() * v == u
        return ((root * rootOfMinusZ).replaced(by: root, where: mask(isSquare)), isSquare)
    }

    /// Maps x to `xNumerator(x) / xDenominator(x)` and y to `y · yNumerator(x) / yDenominator(x)`.
    private static func isogeny(_ point: IsogenousPoint) -> Point<G1> {
        var powers: [Fp] = [.one]
        for _ in 1..<IsogenyCoefficients.yNumerator.count {
            powers.append(powers[powers.count - 1] * point.denominator)
        }
        func evaluate(_ coefficients: [Fp]) -> Fp {
            let degree = coefficients.count - 1
            var value = coefficients[degree]
            for index in (0..<degree).reversed() {
                value = value * point.numerator + coefficients[index] * powers[degree - index]
            }
            return value
        }
        // Each value is a polynomial times the denominator to its degree: 11 over 10 for x, 15 over 15 for y.
        let xNumerator = evaluate(IsogenyCoefficients.xNumerator)
        let xDenominator = evaluate(IsogenyCoefficients.xDenominator) * point.denominator
        let yNumerator = evaluate(IsogenyCoefficients.yNumerator) * point.y
        let yDenominator = evaluate(IsogenyCoefficients.yDenominator)
        return Point(
            x: xNumerator * yDenominator,
            y: yNumerator * xDenominator,
            z: xDenominator * yDenominator
        )
    }

    private static func mask(_ condition: Bool) -> UInt64 { condition ? .max : 0 }

    /// A of the isogenous curve.
    private static let a = Fp(
        constant: """
            00144698a3b8e9433d693a02c96d4982b0ea985383ee66a8\
            d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d
            """
    )
    /// B of the isogenous curve.
    private static let b = Fp(
        constant: """
            12e2908d11688030018b12e8753eee3b2016c1f0f24f4070\
            a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0
            """
    )
    /// Z.
    private static let z = Fp(11)
    /// √-Z, either root of it, since the sign of y is settled later.
    private static let rootOfMinusZ = Fp(
        constant: """
            15a003e9fdac3a056b72834a0a3e325ed0514982620f6df5\
            30c37281c2bd61b5dfd8686a3df7c7ce5c77b43e28f972e8
            """
    )
}
