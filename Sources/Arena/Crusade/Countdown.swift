import Synchronization

/// Counts down once, whoever asks.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    /// - Parameter passes: How often `pass` answers false first.
    init(_ passes: Int) {
        left = Mutex(passes)
    }

    /// Answers true exactly once, after the given number of passes.
    func pass() -> Bool {
        left.withLock { left in
            left -= 1
            return left == -1
        }
    }
}
