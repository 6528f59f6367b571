/// An element of Fp6 = Fp2[v] / (v³ - ξ) with ξ = 1 + u: `c0 + c1 · v + c2 · v²`.
struct Fp6: Sendable, Equatable {
    var c0: Fp2
    var c1: Fp2
    var c2: Fp2

    /// Takes the three coefficients.
    @inline(__always)
    init(_ c0: Fp2, _ c1: Fp2, _ c2: Fp2) {
        self.c0 = c0
        self.c1 = c1
        self.c2 = c2
    }
}

extension Fp6 {
    /// 0.
    @inline(__always)
    static var zero: Fp6 { Fp6(.zero, .zero, .zero) }
    /// 1.
    @inline(__always)
    static var one: Fp6 { Fp6(.one, .zero, .zero) }

    /// Adds coefficient by coefficient.
    static func + (left: Fp6, right: Fp6) -> Fp6 {
        Fp6(left.c0 + right.c0, left.c1 + right.c1, left.c2 + right.c2)
    }

    /// Subtracts coefficient by coefficient.
    static func - (left: Fp6, right: Fp6) -> Fp6 {
        Fp6(left.c0 - right.c0, left.c1 - right.c1, left.c2 - right.c2)
    }

    /// Negates the coefficients.
    static prefix func - (operand: Fp6) -> Fp6 { Fp6(-operand.c0, -operand.c1, -operand.c2) }

    /// Multiplies with six products in Fp2 (Karatsuba), with v³ = ξ.
    static func * (left: Fp6, right: Fp6) -> Fp6 {
        let product0 = left.c0 * right.c0
        let product1 = left.c1 * right.c1
        let product2 = left.c2 * right.c2
        let cross01 = (left.c0 + left.c1) * (right.c0 + right.c1) - product0 - product1
        let cross02 = (left.c0 + left.c2) * (right.c0 + right.c2) - product0 - product2
        let cross12 = (left.c1 + left.c2) * (right.c1 + right.c2) - product1 - product2
        return Fp6(product0 + cross12.timesXi, cross01 + product2.timesXi, cross02 + product1)
    }

    /// Multiplies by `b0 + b1 · v`.
    func times(_ b0: Fp2, _ b1: Fp2) -> Fp6 {
        let product0 = c0 * b0
        let product1 = c1 * b1
        let cross = (c0 + c1) * (b0 + b1) - product0 - product1
        return Fp6(product0 + (c2 * b1).timesXi, cross, product1 + c2 * b0)
    }

    /// Multiplies by `b1 · v`.
    func timesV(_ b1: Fp2) -> Fp6 { Fp6((c2 * b1).timesXi, c0 * b1, c1 * b1) }

    /// The element times v.
    @inline(__always)
    var timesV: Fp6 { Fp6(c2.timesXi, c0, c1) }

    /// The inverse: the product of the conjugates over Fp2, divided by the norm to Fp2; zero for zero.
    func inverse() -> Fp6 {
        let minor0 = c0.squared() - (c1 * c2).timesXi
        let minor1 = c2.squared().timesXi - c0 * c1
        let minor2 = c1.squared() - c0 * c2
        let norm = c0 * minor0 + (c1 * minor2 + c2 * minor1).timesXi
        let inverse = norm.inverse()
        return Fp6(minor0 * inverse, minor1 * inverse, minor2 * inverse)
    }
}
