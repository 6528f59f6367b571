package import Rules

/// What asking endpoints may cost.
package struct EndpointLimits: Sendable, Hashable {
    /// The largest answer.
    package var answer = ByteCount(16_384)
    /// The longest that one endpoint may take.
    package var time = Seconds(10)
    /// How many endpoints are asked side by side.
    package var concurrency = 50
    /// How old an answer may be that is not asked for again, so that a restart asks nobody twice.
    package var freshness = Seconds(900)
    /// Whether addresses inside networks are asked: only for rehearsals on one machine.
    package var allowsPrivateAddresses = false

    /// Makes the limits that hold unless told otherwise.
    package init() {}
}
