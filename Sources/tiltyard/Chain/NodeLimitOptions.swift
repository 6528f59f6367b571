import ArgumentParser
import ChainNode

/// What one client may ask of a node, and all clients together.
struct NodeLimitOptions: ParsableArguments {
    @Option(help: "The most connections at a time.")
    var maxConnections = NodeLimits().connections

    @Option(help: "The largest message that is read, in bytes.")
    var maxMessageBytes = NodeLimits().messageBytes

    @Option(help: "The most calls of one connection in a second.")
    var maxCallsPerSecond = NodeLimits().callsPerSecond

    @Option(help: "The most calls in a batch.")
    var maxBatch = NodeLimits().batch

    @Option(help: "The most subscriptions of one connection.")
    var maxSubscriptions = NodeLimits().subscriptions

    @Option(help: "Seconds of silence after which a connection is closed.")
    var maxIdleSeconds = NodeLimits().idleSeconds

    /// The limits.
    ///
    /// - Throws: `ValidationError` when one of them is not positive.
    var limits: NodeLimits {
        get throws {
            var limits = NodeLimits()
            limits.connections = maxConnections
            limits.messageBytes = maxMessageBytes
            limits.callsPerSecond = maxCallsPerSecond
            limits.batch = maxBatch
            limits.subscriptions = maxSubscriptions
            limits.idleSeconds = maxIdleSeconds
            let all = [
                maxConnections, maxMessageBytes, maxCallsPerSecond, maxBatch, maxSubscriptions, maxIdleSeconds,
            ]
            guard all.allSatisfy({ (1...Int(Int32.max)).contains($0) }) else {
                throw ValidationError("a limit is a number from 1 to \(Int32.max)")
            }
            return limits
        }
    }
}
