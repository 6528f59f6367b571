/// The operations of time-locking over fixed inputs, to be timed.
///
/// Each returns a byte of its result, so that no compiler leaves the work out.
package struct TimelockWork: Sendable {
    private let chain: DrandChain
    private let pulse: DrandPulse
    private let verified: VerifiedPulse
    private let message: [UInt8]
    private let ciphertext: TimelockCiphertext

    /// Prepares the inputs.
    ///
    /// - Parameters:
    ///   - chain: A chain.
    ///   - pulse: A pulse of it.
    ///   - message: What is sealed and opened.
    /// - Throws: `TimelockError` when the pulse is not the chain's.
    package init(chain: DrandChain, pulse: DrandPulse, message: [UInt8]) throws {
        self.chain = chain
        self.pulse = pulse
        self.message = message
        verified = try chain.verify(pulse)
        ciphertext = try TimelockCiphertext.seal(message, until: pulse.round, of: chain)
    }

    /// One pairing, of the pulse's signature with the chain's key.
    package func pair() -> UInt8 { Pairing(verified.signature, chain.publicKey).bytes[0] }

    /// Verifies the pulse.
    package func verify() throws -> UInt8 { try chain.verify(pulse).randomness[0] }

    /// Seals the message.
    package func seal() throws -> UInt8 { try TimelockCiphertext.seal(message, until: pulse.round, of: chain).bytes[0] }

    /// Opens the ciphertext.
    package func open() throws -> UInt8 { UInt8(truncatingIfNeeded: try ciphertext.open(with: verified).count) }
}
