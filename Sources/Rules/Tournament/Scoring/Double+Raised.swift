extension Double {
    /// Returns a power by multiplication, which has the same digits on every machine.
    ///
    /// - Parameter exponent: A whole number; below zero, the power of its amount divides 1.
    /// - Returns: The power.
    func raised(to exponent: Int) -> Double {
        var (power, square, rest) = (1.0, self, exponent.magnitude)
        while rest > 0 {
            if rest & 1 == 1 { power *= square }
            square *= square
            rest >>= 1
        }
        return exponent < 0 ? 1 / power : power
    }

    /// Returns a power whose exponent is given in halves.
    func raised(toHalves halves: Int) -> Double {
        raised(to: halves / 2) * (halves.isMultiple(of: 2) ? 1 : squareRoot())
    }
}
