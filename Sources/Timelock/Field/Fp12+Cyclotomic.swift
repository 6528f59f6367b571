/// An element of Fp4 = Fp2[s] / (s² - ξ), where s is w³.
private struct Fp4 {
    var c0: Fp2
    var c1: Fp2

    func squared() -> (c0: Fp2, c1: Fp2) {
        let square0 = c0.squared()
        let square1 = c1.squared()
        return (square0 + square1.timesXi, (c0 + c1).squared() - square0 - square1)
    }
}

/// Elements of order dividing p⁴ - p² + 1, which is what the final exponentiation has after its easy part.
extension Fp12 {
    /// The square of such an element (Granger and Scott, 2010).
    ///
    /// Seen over Fp4 the element is A + B·w + C·w², and its square is
    /// 3A² - 2Ā + (3sC² + 2B̄)·w + (3B² - 2C̄)·w², where a bar negates the coefficient of s.
    func cyclotomicSquared() -> Fp12 {
        let a = Fp4(c0: c0.c0, c1: c1.c1).squared()
        let b = Fp4(c0: c1.c0, c1: c0.c2).squared()
        let c = Fp4(c0: c0.c1, c1: c1.c2).squared()
        return Fp12(
            Fp6(
                a.c0.tripled() - c0.c0.doubled(),
                b.c0.tripled() - c0.c1.doubled(),
                c.c0.tripled() - c0.c2.doubled()
            ),
            Fp6(
                c.c1.timesXi.tripled() + c1.c0.doubled(),
                a.c1.tripled() + c1.c1.doubled(),
                b.c1.tripled() + c1.c2.doubled()
            )
        )
    }

    /// Such an element to the power of the curve's parameter x = -0xd201000000010000.
    func raisedToParameter() -> Fp12 {
        var result = self
        for bit in CurveParameter.bitsBelowTopmost {
            result = result.cyclotomicSquared()
            if bit { result = result * self }
        }
        return result.conjugate
    }
}
