/// Tokens and time into speed.
package enum Throughput {
    /// Returns how many tokens a second were worked through.
    ///
    /// - Parameters:
    ///   - tokens: The tokens that the plan handed out.
    ///   - nanoseconds: The time by the host's clock.
    /// - Returns: Tokens a second, or 0 when no time has passed, since a clock that stood still measured nothing.
    package static func tokensPerSecond(tokens: Int, nanoseconds: UInt64) -> Double {
        guard nanoseconds > 0 else { return 0 }
        return Double(tokens) * 1e9 / Double(nanoseconds)
    }
}
