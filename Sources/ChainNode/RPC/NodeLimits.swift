/// What one client may ask of a node, and all clients together.
package struct NodeLimits: Sendable, Hashable {
    /// The most connections at a time.
    package var connections = 256
    /// The largest message that is read, in bytes.
    package var messageBytes = 8 << 20
    /// The most calls of one connection in a second, each of a batch counted; as many again may come at once.
    package var callsPerSecond = 20_000
    /// The most calls in a batch.
    package var batch = 1000
    /// The most bytes of the answers to a batch.
    package var batchAnswerBytes = 32 << 20
    /// The most subscriptions of one connection.
    package var subscriptions = 1024
    /// The bytes that may wait to be sent to a connection before nothing more is read from it.
    package var outgoingBytes = 64 << 20
    /// After how many seconds without a word a connection is closed.
    package var idleSeconds = 300

    /// The limits of a node for one machine.
    package init() {}
}

/// How many calls a connection may make, refilled as time passes.
struct CallAllowance {
    private let perSecond: Double
    private var left: Double
    private var last: ContinuousClock.Instant?

    init(_ limits: NodeLimits) {
        perSecond = Double(limits.callsPerSecond)
        left = perSecond
    }

    /// Counts a call.
    ///
    /// - Returns: Whether it is still allowed.
    mutating func take(at now: ContinuousClock.Instant) -> Bool {
        if let last { left = min(perSecond, left + (now - last) / .seconds(1) * perSecond) }
        last = now
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
