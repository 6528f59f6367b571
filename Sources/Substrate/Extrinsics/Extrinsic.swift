/// An extrinsic of version 4: a call, mostly with a signature of an account.
package struct Extrinsic: Sendable, Hashable {
    /// Who signed, and what goes with it.
    package struct Signature: Sendable, Hashable {
        /// The account that signs, whose bytes are the public key.
        package let signer: AccountID
        /// The sr25519 signature.
        package let signature: SR25519Signature
        /// What the signed extensions send.
        package let extra: [UInt8]

        package init(signer: AccountID, signature: SR25519Signature, extra: [UInt8]) {
            self.signer = signer
            self.signature = signature
            self.extra = extra
        }
    }

    /// The signature; nil for extrinsics that the block's author adds, such as the time.
    package let signature: Signature?
    /// The call.
    package let call: Call

    /// The largest extrinsic that is read, in bytes.
    package static let maximumBytes = 4 << 20

    /// Makes an extrinsic that nobody signs.
    package init(unsigned call: Call) {
        signature = nil
        self.call = call
    }

    /// Signs a call.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - pair: Who signs.
    ///   - context: What the signature covers besides.
    ///   - metadata: The chain's; its signed extensions are taken from it.
    /// - Throws: `SubstrateError` with `unsupportedExtension` or `unsupportedExtrinsic`.
    package init(
        signing call: Call,
        by pair: SR25519KeyPair,
        _ context: SigningContext,
        metadata: Metadata
    ) throws {
        let (extra, implicit) = try metadata.extensionBytes(context)
        let message = Metadata.signedBytes(call: call, extra: extra, implicit: implicit)
        self.call = call
        signature = Signature(
            signer: pair.publicKey.account,
            signature: try pair.sign(message),
            extra: extra
        )
    }

    init(_ signature: Signature?, _ call: Call) {
        self.signature = signature
        self.call = call
    }
}

extension Extrinsic {
    private static let isSigned: UInt8 = 0x80

    /// The encoding, with its length before it, as `author_submitExtrinsic` takes it.
    package var bytes: [UInt8] {
        let body = ScaleWriter.bytes { writer in
            guard let signature else {
                writer.byte(Metadata.extrinsicVersion)
                writer.append(call.bytes)
                return
            }
            writer.byte(Metadata.extrinsicVersion | Self.isSigned)
            writer.byte(0)
            signature.signer.write(to: &writer)
            writer.byte(1)
            writer.append(signature.signature.bytes)
            writer.append(signature.extra)
            writer.append(call.bytes)
        }
        return ScaleWriter.bytes { $0.byteString(body) }
    }

    /// The hash by which nodes and explorers name the extrinsic.
    package var hash: Hash256 { Hash256(blake2bOf: bytes) }

    /// Whether the signature is the signer's over this call on a chain.
    ///
    /// - Parameter implicit: What the signed extensions sign and do not send, by ``Metadata/extensionBytes(_:)``.
    /// - Returns: Whether it is; false when there is no signature.
    package func isSigned(withImplicit implicit: [UInt8]) -> Bool {
        guard let signature, let key = SR25519PublicKey(signature.signer.bytes) else { return false }
        let message = Metadata.signedBytes(call: call, extra: signature.extra, implicit: implicit)
        return key.hasSigned(message, signature.signature)
    }
}
