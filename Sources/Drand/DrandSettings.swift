package import Timelock

/// Where pulses are asked for, and how much patience, memory and disk that may take.
package struct DrandSettings: Sendable {
    /// The relays of the League of Entropy and Cloudflare's.
    package static let publicEndpoints = [
        "https://api.drand.sh", "https://api2.drand.sh", "https://api3.drand.sh", "https://drand.cloudflare.com",
    ]

    /// The chain whose pulses count; its key is known beforehand and not asked for.
    package var chain = DrandChain.quicknet
    /// Base addresses, http or https, in the order in which they are asked.
    package var endpoints = publicEndpoints
    /// How long one endpoint has for one answer, name look-up and connection included.
    package var requestTime = Duration.seconds(5)
    /// The longest answer that is read, in bytes; drand's have some 500.
    package var answerBytes = 4096
    /// How far this machine's clock may be off before it is said so.
    package var clockTolerance = Duration.seconds(10)
    /// The folder in which pulses are kept; nil: they are not.
    package var cacheFolder: String?
    /// How many pulses are kept there; the oldest go first.
    package var cachedPulses = 10_000
    /// How long it rests after a failure while it follows the chain: doubled after each further one, up to the last.
    package var retryDelays = Duration.seconds(1)...Duration.seconds(60)

    /// The settings for quicknet.
    package init() {}

    /// Checks that the settings make sense.
    ///
    /// - Throws: `DrandError.Code.invalidSettings`.
    package func validate() throws {
        guard !endpoints.isEmpty else { throw DrandError(.invalidSettings, "there is no endpoint to ask") }
        for endpoint in endpoints { _ = try DrandEndpoint(endpoint) }
        guard requestTime > .zero, clockTolerance >= .zero, retryDelays.lowerBound > .zero else {
            throw DrandError(.invalidSettings, "times must be above zero")
        }
        guard answerBytes > 0, cachedPulses > 0 else {
            throw DrandError(.invalidSettings, "sizes must be above zero")
        }
    }
}
