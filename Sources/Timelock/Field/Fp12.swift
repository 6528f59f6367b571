/// An element of Fp12 = Fp6[w] / (w² - v): `c0 + c1 · w`.
struct Fp12: Sendable, Equatable {
    var c0: Fp6
    var c1: Fp6

    /// Takes both coefficients.
    @inline(__always)
    init(_ c0: Fp6, _ c1: Fp6) {
        self.c0 = c0
        self.c1 = c1
    }
}

extension Fp12 {
    /// 1.
    @inline(__always)
    static var one: Fp12 { Fp12(.one, .zero) }

    /// Multiplies with three products in Fp6 (Karatsuba), with w² = v.
    static func * (left: Fp12, right: Fp12) -> Fp12 {
        let product0 = left.c0 * right.c0
        let product1 = left.c1 * right.c1
        let cross = (left.c0 + left.c1) * (right.c0 + right.c1) - product0 - product1
        return Fp12(product0 + product1.timesV, cross)
    }

    /// (a + bw)² = (a + b)(a + bv) - ab - abv + 2ab·w.
    func squared() -> Fp12 {
        let product = c0 * c1
        let outer = (c0 + c1) * (c0 + c1.timesV)
        return Fp12(outer - product - product.timesV, product + product)
    }

    /// Multiplies by a line of the Miller loop, `b0 + b2 · w² + b3 · w³`.
    func times(_ line: MillerLoop.Line) -> Fp12 {
        let product0 = c0.times(line.constant, line.w2)
        let product1 = c1.timesV(line.w3)
        let cross = (c0 + c1).times(line.constant, line.w2 + line.w3) - product0 - product1
        return Fp12(product0 + product1.timesV, cross)
    }

    /// a - bw: the element to the power of p⁶, which is the inverse of an element whose norm to Fp6 is 1.
    var conjugate: Fp12 { Fp12(c0, -c1) }

    /// The inverse, conjugate over norm to Fp6; zero for zero.
    func inverse() -> Fp12 {
        let inverse = (c0 * c0 - (c1 * c1).timesV).inverse()
        return Fp12(c0 * inverse, -(c1 * inverse))
    }

    /// The twelve coefficients in the order c0.c0.real, c0.c0.imaginary, c0.c1.real … c1.c2.imaginary.
    var coefficients: [Fp] {
        [c0.c0, c0.c1, c0.c2, c1.c0, c1.c1, c1.c2].flatMap { [$0.real, $0.imaginary] }
    }
}
