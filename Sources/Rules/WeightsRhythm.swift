/// How often weights are set, and how it goes on when that fails.
///
/// All lengths are in blocks.
package struct WeightsRhythm: Sendable, Hashable {
    /// Weights are set again once in so many blocks, also when they are the same: who sets none for long counts for nothing.
    package var tempo: UInt64
    /// How many blocks have to lie between two settings, whatever the reason.
    package var interval: UInt64
    /// How long it waits after a failure: doubled after each further one, up to the last.
    package var retries: ClosedRange<UInt64>

    /// Makes a rhythm.
    ///
    /// - Parameters:
    ///   - tempo: Weights are set once in so many blocks; at least 1.
    ///   - interval: How many blocks have to lie between two settings.
    ///   - retries: How long it waits after a failure, and at the most.
    package init(tempo: UInt64, interval: UInt64 = 0, retries: ClosedRange<UInt64> = 1...64) {
        self.tempo = max(tempo, 1)
        self.interval = interval
        self.retries = retries
    }

    /// The rhythm of a schedule.
    ///
    /// - Parameter schedule: Names the tempo, and the interval if there is one.
    package init(_ schedule: Schedule) {
        self.init(
            tempo: UInt64(max(schedule.tempoBlocks, 1)),
            interval: UInt64(max(schedule.weightsIntervalBlocks ?? 0, 0))
        )
    }

    /// Returns how long it waits after so many failures in a row.
    package func delay(afterFailures count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        let doublings = min(count - 1, retries.lowerBound.leadingZeroBitCount)
        let (delay, isOver) = retries.lowerBound.multipliedReportingOverflow(by: 1 << UInt64(min(doublings, 63)))
        return isOver ? retries.upperBound : min(delay, retries.upperBound)
    }
}
