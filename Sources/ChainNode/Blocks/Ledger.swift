import Substrate
import Synchronization

/// The chain itself: blocks, state and what waits for the next block.
///
/// Everything may be called from any task or thread. A call takes a lock for as long as it lasts, which is short: nothing
/// here waits.
///
/// ```swift
/// let ledger = try Ledger(Runtime(ChainSettings()), startedAt: 1_760_000_000_000)
/// let hash = try ledger.submit(extrinsic)
/// let block = ledger.makeBlock(at: 1_760_000_012_000)
/// ```
package final class Ledger: Sendable {
    /// The chain's rules.
    package let runtime: Runtime
    /// How much may wait, and how large a block may be.
    package let limits: ChainLimits
    private let contents: Mutex<Contents>
    private let observers = Mutex<Observers>(Observers())

    struct Contents: Sendable {
        var history = StateHistory()
        var blocks: [Block] = []
        var numbers: [Hash256: UInt32] = [:]
        var pool: Pool
        /// Extrinsics that gave way to others since the last block.
        var replaced: [Hash256] = []
    }

    private struct Observers: Sendable {
        var next: UInt64 = 0
        var handlers: [UInt64: @Sendable (BlockNews) -> Void] = [:]
    }

    /// Begins a chain.
    ///
    /// - Parameters:
    ///   - runtime: The chain's rules.
    ///   - limits: How much may wait, and how large a block may be.
    ///   - time: When block 0 happens, in milliseconds since 1970.
    /// - Throws: `SubstrateError` when the development keys cannot be made.
    package init(_ runtime: Runtime, limits: ChainLimits = ChainLimits(), startedAt time: UInt64) throws {
        self.runtime = runtime
        self.limits = limits
        var contents = Contents(pool: Pool(limits))
        try contents.begin(runtime, at: time)
        self.contents = Mutex(contents)
    }

    /// Does something with everything, which nobody else changes meanwhile.
    func withContents<Result>(_ body: (inout sending Contents) throws -> sending Result) rethrows -> sending Result {
        try contents.withLock(body)
    }
}

extension Ledger {
    /// Calls a handler with every block that is made from now on, in order, on the task that makes it.
    ///
    /// - Returns: The number by which the handler is removed.
    package func observe(_ handler: @escaping @Sendable (BlockNews) -> Void) -> UInt64 {
        observers.withLock { observers in
            observers.next += 1
            observers.handlers[observers.next] = handler
            return observers.next
        }
    }

    /// Removes a handler; it may be called once more if a block is being made.
    package func stopObserving(_ number: UInt64) {
        observers.withLock { observers in
            _ = observers.handlers.removeValue(forKey: number)
        }
    }

    /// Removes all handlers.
    package func stopAllObserving() { observers.withLock { $0.handlers = [:] } }

    func announce(_ news: BlockNews) {
        let handlers = observers.withLock { $0.handlers.sorted { $0.key < $1.key }.map(\.value) }
        for handler in handlers { handler(news) }
    }
}
