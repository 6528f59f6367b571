/// Makes a block whenever it is time.
package struct BlockClock: Sendable {
    private let ledger: Ledger
    private let store: BlockStore?
    private let interval: Duration
    private let time: @Sendable () -> UInt64

    /// Makes a clock that does not run yet.
    ///
    /// - Parameters:
    ///   - ledger: The chain.
    ///   - store: Where its blocks are kept; nil: nowhere.
    ///   - time: Gives the milliseconds since 1970.
    package init(_ ledger: Ledger, keptIn store: BlockStore? = nil, time: @escaping @Sendable () -> UInt64) {
        self.ledger = ledger
        self.store = store
        interval = .milliseconds(ledger.runtime.settings.blockMilliseconds)
        self.time = time
    }

    /// Makes blocks until the task is cancelled.
    ///
    /// A moment that was missed, because the machine slept, is not made up for.
    ///
    /// - Parameter clock: Says when it is time.
    /// - Throws: `BlockStoreError` when a block cannot be kept.
    package func run(_ clock: some Clock<Duration>) async throws {
        var next = clock.now.advanced(by: interval)
        while true {
            do { try await clock.sleep(until: next, tolerance: nil) } catch { return }
            if let store { try ledger.makeBlock(at: time(), keptIn: store) } else { ledger.makeBlock(at: time()) }
            next = next.advanced(by: interval)
            if next < clock.now { next = clock.now.advanced(by: interval) }
        }
    }
}
