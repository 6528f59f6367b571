/// The beacon whose rounds open what is sealed.
///
/// A round's signature is asked for only once the round is due.
package protocol Beacon: Sendable {
    /// What clients have to know to seal something.
    var configuration: BeaconConfiguration { get }
    /// Returns the signature of a round.
    func signature(of round: UInt64) -> [UInt8]
    /// Returns a round's public randomness: 32 bytes that follow from its signature.
    func randomness(of signature: [UInt8]) -> [UInt8]
    /// Opens a ciphertext, or returns nil when it is none for this round of this beacon.
    func open(_ ciphertext: [UInt8], round: UInt64, signature: [UInt8]) -> [UInt8]?
}

extension Beacon {
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
