extension Fp {
    /// Adds modulo p.
    static func + (left: Fp, right: Fp) -> Fp {
        var carry: UInt64 = 0
        return Fp(
            montgomery: left.limb0.adding(right.limb0, carry: &carry),
            left.limb1.adding(right.limb1, carry: &carry),
            left.limb2.adding(right.limb2, carry: &carry),
            left.limb3.adding(right.limb3, carry: &carry),
            left.limb4.adding(right.limb4, carry: &carry),
            left.limb5.adding(right.limb5, carry: &carry)
        ).reducedOnce
    }

    /// Subtracts modulo p.
    static func - (left: Fp, right: Fp) -> Fp {
        var borrow: UInt64 = 0
        let difference = left.subtractingWithoutReduction(right, borrow: &borrow)
        let mask = 0 &- borrow
        var carry: UInt64 = 0
        return Fp(
            montgomery: difference.limb0.adding(modulus.limb0 & mask, carry: &carry),
            difference.limb1.adding(modulus.limb1 & mask, carry: &carry),
            difference.limb2.adding(modulus.limb2 & mask, carry: &carry),
            difference.limb3.adding(modulus.limb3 & mask, carry: &carry),
            difference.limb4.adding(modulus.limb4 & mask, carry: &carry),
            difference.limb5.adding(modulus.limb5 & mask, carry: &carry)
        )
    }

    /// Negates modulo p.
    static prefix func - (operand: Fp) -> Fp { zero - operand }

    /// Multiplies modulo p.
    static func * (left: Fp, right: Fp) -> Fp {
        var sum = MontgomerySum()
        sum.addRow(left, times: right.limb0)
        sum.addRow(left, times: right.limb1)
        sum.addRow(left, times: right.limb2)
        sum.addRow(left, times: right.limb3)
        sum.addRow(left, times: right.limb4)
        sum.addRow(left, times: right.limb5)
        return sum.reduced
    }

    /// Returns `a * b + c * d` with one reduction for both products.
    static func sumOfProducts(_ a: Fp, _ b: Fp, _ c: Fp, _ d: Fp) -> Fp {
        var sum = MontgomerySum()
        sum.addRow(a, times: b.limb0, c, times: d.limb0)
        sum.addRow(a, times: b.limb1, c, times: d.limb1)
        sum.addRow(a, times: b.limb2, c, times: d.limb2)
        sum.addRow(a, times: b.limb3, c, times: d.limb3)
        sum.addRow(a, times: b.limb4, c, times: d.limb4)
        sum.addRow(a, times: b.limb5, c, times: d.limb5)
        return sum.reduced
    }

    /// The element times itself.
    @inline(__always)
    func squared() -> Fp { self * self }

    /// The limbs, which are below 2p, minus p if they are not below it.
    @inline(__always)
    var reducedOnce: Fp {
        var borrow: UInt64 = 0
        let difference = subtractingWithoutReduction(.modulus, borrow: &borrow)
        return difference.replaced(by: self, where: 0 &- borrow)
    }

    /// Subtracts limb by limb; the borrow that is left is 1 if `other` is larger.
    @inline(__always)
    func subtractingWithoutReduction(_ other: Fp, borrow: inout UInt64) -> Fp {
        Fp(
            montgomery: limb0.subtracting(other.limb0, borrow: &borrow),
            limb1.subtracting(other.limb1, borrow: &borrow),
            limb2.subtracting(other.limb2, borrow: &borrow),
            limb3.subtracting(other.limb3, borrow: &borrow),
            limb4.subtracting(other.limb4, borrow: &borrow),
            limb5.subtracting(other.limb5, borrow: &borrow)
        )
    }

    /// Returns `other` for a mask of ones, and `self` for a mask of zeros.
    @inline(__always)
    func replaced(by other: Fp, where mask: UInt64) -> Fp {
        Fp(
            montgomery: limb0.replaced(by: other.limb0, where: mask),
            limb1.replaced(by: other.limb1, where: mask),
            limb2.replaced(by: other.limb2, where: mask),
            limb3.replaced(by: other.limb3, where: mask),
            limb4.replaced(by: other.limb4, where: mask),
            limb5.replaced(by: other.limb5, where: mask)
        )
    }
}
