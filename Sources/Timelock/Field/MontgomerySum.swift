/// A sum of Montgomery products while it is being formed, six limbs wide.
///
/// Each row adds one word's share of the products and a multiple of p that clears the lowest limb, and drops that limb
/// (the CIOS method). The sum stays below 3p plus one, which leaves the topmost bit free, so that no seventh limb is
/// needed.
struct MontgomerySum {
    private var limbs = Fp.zero

    /// Adds `factor * word` and divides by 2⁶⁴.
    @inline(__always)
    mutating func addRow(_ factor: Fp, times word: UInt64) {
        var carry: UInt64 = 0
        let low = limbs.limb0.adding(factor.limb0, times: word, carry: &carry)
        limbs.limb1 = limbs.limb1.adding(factor.limb1, times: word, carry: &carry)
        limbs.limb2 = limbs.limb2.adding(factor.limb2, times: word, carry: &carry)
        limbs.limb3 = limbs.limb3.adding(factor.limb3, times: word, carry: &carry)
        limbs.limb4 = limbs.limb4.adding(factor.limb4, times: word, carry: &carry)
        limbs.limb5 = limbs.limb5.adding(factor.limb5, times: word, carry: &carry)
        dropLowest(low, top: carry)
    }

    /// Adds `factor * word + otherFactor * otherWord` and divides by 2⁶⁴.
    @inline(__always)
    mutating func addRow(_ factor: Fp, times word: UInt64, _ otherFactor: Fp, times otherWord: UInt64) {
        var carry: UInt64 = 0
        let partial = limbs.limb0.adding(factor.limb0, times: word, carry: &carry)
        limbs.limb1 = limbs.limb1.adding(factor.limb1, times: word, carry: &carry)
        limbs.limb2 = limbs.limb2.adding(factor.limb2, times: word, carry: &carry)
        limbs.limb3 = limbs.limb3.adding(factor.limb3, times: word, carry: &carry)
        limbs.limb4 = limbs.limb4.adding(factor.limb4, times: word, carry: &carry)
        limbs.limb5 = limbs.limb5.adding(factor.limb5, times: word, carry: &carry)
        var otherCarry: UInt64 = 0
        let low = partial.adding(otherFactor.limb0, times: otherWord, carry: &otherCarry)
        limbs.limb1 = limbs.limb1.adding(otherFactor.limb1, times: otherWord, carry: &otherCarry)
        limbs.limb2 = limbs.limb2.adding(otherFactor.limb2, times: otherWord, carry: &otherCarry)
        limbs.limb3 = limbs.limb3.adding(otherFactor.limb3, times: otherWord, carry: &otherCarry)
        limbs.limb4 = limbs.limb4.adding(otherFactor.limb4, times: otherWord, carry: &otherCarry)
        limbs.limb5 = limbs.limb5.adding(otherFactor.limb5, times: otherWord, carry: &otherCarry)
        dropLowest(low, top: carry &+ otherCarry)
    }

    /// Adds the multiple of p that makes the lowest limb zero, and moves all limbs down by one.
    @inline(__always)
    private mutating func dropLowest(_ low: UInt64, top: UInt64) {
        let multiple = low &* Fp.negatedModulusInverse
        var carry: UInt64 = 0
        _ = low.adding(Fp.modulus.limb0, times: multiple, carry: &carry)
        limbs.limb0 = limbs.limb1.adding(Fp.modulus.limb1, times: multiple, carry: &carry)
        limbs.limb1 = limbs.limb2.adding(Fp.modulus.limb2, times: multiple, carry: &carry)
        limbs.limb2 = limbs.limb3.adding(Fp.modulus.limb3, times: multiple, carry: &carry)
        limbs.limb3 = limbs.limb4.adding(Fp.modulus.limb4, times: multiple, carry: &carry)
        limbs.limb4 = limbs.limb5.adding(Fp.modulus.limb5, times: multiple, carry: &carry)
        limbs.limb5 = top &+ carry
    }

    /// The sum below p, after six rows: by then it is below 2p.
    @inline(__always)
    var reduced: Fp { limbs.reducedOnce }
}
