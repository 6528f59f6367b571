package import FoundationEssentials
package import Rules

/// A request that brings a validator a file, as a hotkey signs it.
///
/// What is signed names the network, so that it is worth nothing on another, the nonce of the commitment that comes with
/// it, so that it is good for one time, and the moment, so that nobody can keep it for later. The file itself is signed
/// by its hash: whether a stranger sends something is known before the first byte of it is read.
package struct SignedRequest: Sendable, Hashable {
    /// The method, in capital letters.
    package let method: String
    /// The path, without a query.
    package let path: String
    /// The hash of the network's first block.
    package let network: Data
    /// Who sends it.
    package let hotkey: Hotkey
    /// The whole SHA-256 of the body.
    package let bodyHash: CodeHash
    /// The nonce of the commitment.
    package let nonce: UInt64
    /// When it was signed, in milliseconds since 1970.
    package let milliseconds: Int64

    /// Puts the parts together.
    package init(
        method: String,
        path: String,
        network: Data,
        hotkey: Hotkey,
        bodyHash: CodeHash,
        nonce: UInt64,
        milliseconds: Int64
    ) {
        self.method = method
        self.path = path
        self.network = network
        self.hotkey = hotkey
        self.bodyHash = bodyHash
        self.nonce = nonce
        self.milliseconds = milliseconds
    }

    /// The bytes to sign: eight lines of text without an end to the last, of which none can have a line end in it.
    package var message: Data {
        let lines = [
            "tiltyard request 1", method, path, Hex.text(network), hotkey.text, bodyHash.text, "\(nonce)",
            "\(milliseconds)",
        ]
        return Data(lines.joined(separator: "\n").utf8)
    }

    /// Returns whether a signature is the hotkey's over this very request.
    package func isSigned(by signature: Data) -> Bool { hotkey.hasSigned(message, signature: signature) }
}
