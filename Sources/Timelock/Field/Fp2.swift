/// An element of Fp2 = Fp[u] / (u² + 1): `real + imaginary · u`.
struct Fp2: Sendable, Equatable {
    var real: Fp
    var imaginary: Fp

    /// Takes both coefficients.
    @inline(__always)
    init(_ real: Fp, _ imaginary: Fp) {
        self.real = real
        self.imaginary = imaginary
    }
}

extension Fp2 {
    /// 0.
    @inline(__always)
    static var zero: Fp2 { Fp2(.zero, .zero) }
    /// 1.
    @inline(__always)
    static var one: Fp2 { Fp2(.one, .zero) }

    /// Adds coefficient by coefficient.
    static func + (left: Fp2, right: Fp2) -> Fp2 {
        Fp2(left.real + right.real, left.imaginary + right.imaginary)
    }

    /// Subtracts coefficient by coefficient.
    static func - (left: Fp2, right: Fp2) -> Fp2 {
        Fp2(left.real - right.real, left.imaginary - right.imaginary)
    }

    /// Negates both coefficients.
    static prefix func - (operand: Fp2) -> Fp2 { Fp2(-operand.real, -operand.imaginary) }

    /// Multiplies, with u² = -1.
    static func * (left: Fp2, right: Fp2) -> Fp2 {
        Fp2(
            Fp.sumOfProducts(left.real, right.real, -left.imaginary, right.imaginary),
            Fp.sumOfProducts(left.real, right.imaginary, left.imaginary, right.real)
        )
    }

    /// Multiplies by an element of the base field.
    static func * (left: Fp2, right: Fp) -> Fp2 { Fp2(left.real * right, left.imaginary * right) }

    /// (a + bu)² = (a + b)(a - b) + 2ab·u.
    func squared() -> Fp2 {
        Fp2((real + imaginary) * (real - imaginary), real.doubled() * imaginary)
    }

    /// a - bu, which is the element to the power of p.
    var conjugate: Fp2 { Fp2(real, -imaginary) }

    /// a² + b², the product with the conjugate.
    var norm: Fp { Fp.sumOfProducts(real, real, imaginary, imaginary) }

    /// The element times ξ = 1 + u, of which Fp6 has a cube root.
    @inline(__always)
    var timesXi: Fp2 { Fp2(real - imaginary, real + imaginary) }

    /// Returns `other` for a mask of ones, and `self` for a mask of zeros.
    @inline(__always)
    func replaced(by other: Fp2, where mask: UInt64) -> Fp2 {
        Fp2(
            real.replaced(by: other.real, where: mask),
            imaginary.replaced(by: other.imaginary, where: mask)
        )
    }
}
