/// Makes a block whenever it is time.
package struct BlockClock: Sendable {
    private let ledger: Ledger
    private let interval: Duration
    private let time: @Sendable () -> UInt64

    /// Makes a clock that does not run yet.
    ///
    /// - Parameters:
    ///   - ledger: The chain.
    ///   - time: Gives the milliseconds since 1970.
    package init(_ ledger: Ledger, time: @escaping @Sendable () -> UInt64) {
        self.ledger = ledger
        interval = .milliseconds(ledger.runtime.settings.blockMilliseconds)
        self.time = time
    }

    /// Makes blocks until the task is cancelled.
    ///
    /// A moment that was missed, because the machine slept, is not made up for.
    ///
    /// - Parameter clock: Says when it is time.
    package func run(_ clock: some Clock<Duration>) async {
        var next = clock.now.advanced(by: interval)
        while true {
            do { try await clock.sleep(until: next, tolerance: nil) } catch { return }
            ledger.makeBlock(at: time())
            next = next.advanced(by: interval)
            if next < clock.now { next = clock.now.advanced(by: interval) }
        }
    }
}
