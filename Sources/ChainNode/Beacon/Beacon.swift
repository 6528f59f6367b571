/// The beacon whose rounds open what is sealed.
package protocol Beacon: Sendable {
    /// What clients have to know to seal something.
    var configuration: BeaconConfiguration { get }
    /// Returns rounds that are due and whose signature is known, the oldest first.
    ///
    /// - Parameters:
    ///   - last: The round after which they begin.
    ///   - time: The moment, in milliseconds since 1970.
    ///   - count: The most that are returned.
    /// - Returns: The rounds with their signatures.
    func pulses(after last: UInt64, at time: UInt64, atMost count: Int) -> [BeaconPulse]
    /// Whether it has every round that is due, so that it can leave some out without losing them.
    var hasEveryRound: Bool { get }
    /// Returns a round's public randomness: 32 bytes that follow from its signature.
    func randomness(of signature: [UInt8]) -> [UInt8]
    /// Opens a ciphertext, or returns nil when it is none for this round of this beacon.
    func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]?
}

/// A round of a beacon with its signature.
package struct BeaconPulse: Sendable, Hashable {
    /// The round.
    package let round: UInt64
    /// The signature, a point of G1: 48 bytes compressed.
    package let signature: [UInt8]

    /// Describes a round.
    package init(round: UInt64, signature: [UInt8]) {
        self.round = round
        self.signature = signature
    }
}

extension Beacon {
    /// Rounds that come from elsewhere may be missing.
    package var hasEveryRound: Bool { false }

    /// Returns the newest round that is due; 0 before the first.
    ///
    /// - Parameter time: Milliseconds since 1970.
    /// - Returns: The round.
    func round(at time: UInt64) -> UInt64 {
        let seconds = time / 1000
        let genesis = UInt64(configuration.genesis)
        guard seconds >= genesis else { return 0 }
        return (seconds - genesis) / UInt64(configuration.period) + 1
    }
}
