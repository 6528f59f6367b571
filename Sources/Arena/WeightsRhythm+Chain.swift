package import Chain
package import Rules

extension WeightsRhythm {
    /// The rhythm of a chain.
    ///
    /// - Parameters:
    ///   - rhythm: Names the tempo, and how often the chain takes weights.
    ///   - interval: How many blocks have to lie between two settings at least.
    package init(_ rhythm: Rhythm, interval: UInt64 = 0) {
        self.init(tempo: UInt64(max(rhythm.tempoBlocks, 1)), interval: max(interval, rhythm.weightsIntervalBlocks))
    }
}
