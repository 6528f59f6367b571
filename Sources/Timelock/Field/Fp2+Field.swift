extension Fp2: Field {
    /// The length of the big-endian form in bytes.
    static var byteCount: Int { 2 * Fp.byteCount }

    /// Reads the imaginary part and then the real one, as the ZCash point format orders them.
    init?(bigEndianBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == Fp2.byteCount,
            let imaginary = Fp(bigEndianBytes: bytes.prefix(Fp.byteCount)),
            let real = Fp(bigEndianBytes: bytes.suffix(Fp.byteCount))
        else { return nil }
        self.init(real, imaginary)
    }

    /// The imaginary part and then the real one.
    var bigEndianBytes: [UInt8] { imaginary.bigEndianBytes + real.bigEndianBytes }

    /// The inverse, conjugate over norm; zero for zero.
    func inverse() -> Fp2 { conjugate * norm.inverse() }

    /// A square root: nil when there is none.
    ///
    /// With n² = a² + b², one of (a + n)/2 and (a - n)/2 is the square of the root's real part x, and b/(2x) is its
    /// imaginary part. A number of the base field is a square there, or its negative is, since -1 is none.
    func squareRoot() -> Fp2? {
        if imaginary.isZero {
            return real.squareRoot().map { Fp2($0, .zero) } ?? (-real).squareRoot().map { Fp2(.zero, $0) }
        }
        guard let normRoot = norm.squareRoot(),
            let rootReal = ((real + normRoot) * Fp2.half).squareRoot() ?? ((real - normRoot) * Fp2.half).squareRoot()
        else { return nil }
        let root = Fp2(rootReal, imaginary * rootReal.doubled().inverse())
        return root.squared() == self ? root : nil
    }

    /// Whether the imaginary part, or the real one if that is zero, is above (p-1)/2.
    var isLexicographicallyLarger: Bool {
        imaginary.isZero ? real.isLexicographicallyLarger : imaginary.isLexicographicallyLarger
    }

    /// 1/2.
    private static let half = Fp(2).inverse()
}
