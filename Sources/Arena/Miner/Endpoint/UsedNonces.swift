import Synchronization

/// The nonces that were used, for as long as they could be used again.
final class UsedNonces: Sendable {
    /// The most that are remembered; beyond, nothing is answered until some are too old to be used.
    static let most = 100_000

    private let seen = Mutex<[String: UInt64]>([:])
    private let lifetime: UInt64

    /// Makes an empty memory.
    ///
    /// - Parameter lifetime: How long after its moment a nonce could still be used, in nanoseconds.
    init(lifetime: UInt64) {
        self.lifetime = lifetime
    }

    /// Takes a nonce that was signed.
    ///
    /// - Parameters:
    ///   - key: The nonce and whose it is.
    ///   - moment: The moment in it, in nanoseconds.
    ///   - now: The moment, in nanoseconds.
    /// - Returns: Whether it is new.
    func take(_ key: String, of moment: UInt64, at now: UInt64) -> Bool {
        seen.withLock { seen in
            if seen.count >= Self.most { seen = seen.filter { $0.value >= now } }
            guard seen.count < Self.most, seen[key] == nil else { return false }
            // By the moment that it names and not by when it came: one from the future can be used for longer.
            seen[key] = moment.addingReportingOverflow(lifetime).partialValue
            return true
        }
    }
}
