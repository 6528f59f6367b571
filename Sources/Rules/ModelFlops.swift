/// The floating-point operations that training a transformer needs, by the formula `6N+12LTd`.
///
/// Source: Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", arXiv 2204.02311, appendix B. Every
/// parameter that multiplies costs 6 operations a token (2 forward, 4 backward). Attention over a sequence adds
/// 12 x layers x width x sequence length, where width stands for the paper's heads x head dimension. Recomputation
/// counts for nothing. Embedding tables are looked up, not multiplied, so they are not in N.
package enum ModelFlops {
    /// The name to publish beside every number made with this formula.
    package static let formula = "6N+12LTd"

    /// Returns the operations that one trained token needs.
    ///
    /// - Parameters:
    ///   - parameters: N, the parameters without embeddings.
    ///   - layers: L.
    ///   - sequenceLength: T.
    ///   - width: d.
    /// - Returns: Operations a token, forward and backward.
    package static func perToken(parameters: Int, layers: Int, sequenceLength: Int, width: Int) -> Double {
        let attention = Double(layers) * Double(sequenceLength) * Double(width)
        return 6 * Double(parameters) + 12 * attention
    }

    /// Returns the operations that one trained token needs as the published contest counts them: `6P`.
    ///
    /// P is every parameter, embedding tables included, and attention costs nothing. Source: Templar Crusades.
    ///
    /// - Parameter parameters: P.
    /// - Returns: Operations a token, forward and backward.
    package static func legacyPerToken(parameters: Int) -> Double { 6 * Double(parameters) }

    /// Returns the model FLOPs utilisation as a fraction of the peak: 0.4 is forty per cent.
    ///
    /// It may be above 1 where the peak is itself a measurement, and it is never cut off.
    ///
    /// - Parameters:
    ///   - tokensPerSecond: The measured speed.
    ///   - flopsPerToken: What `perToken(parameters:workload:)` returned.
    ///   - peak: The machine's operations a second.
    /// - Returns: The fraction, or 0 when the peak is not above 0.
    package static func mfu(tokensPerSecond: Double, flopsPerToken: Double, peak: Double) -> Double {
        guard peak > 0 else { return 0 }
        return tokensPerSecond * flopsPerToken / peak
    }
}
