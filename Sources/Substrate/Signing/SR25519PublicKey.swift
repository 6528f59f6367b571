/// A public key of sr25519: a point of ristretto255 other than the neutral one.
package struct SR25519PublicKey: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Checks a key: nil unless the bytes are a point in its only accepted form.
    package init?(_ bytes: [UInt8]) {
        guard Ristretto.isPoint(bytes) else { return nil }
        self.bytes = bytes
    }

    /// The account that the key names.
    package var account: AccountID {
        guard let account = AccountID(bytes) else { preconditionFailure("a point has 32 bytes") }
        return account
    }
}

extension SR25519PublicKey {
    /// Returns whether a signature over a message was made with the secret half of this key.
    ///
    /// Nothing here is secret, and nothing takes the same time for all inputs.
    ///
    /// - Parameters:
    ///   - message: The bytes that were signed.
    ///   - signature: The signature, in the signing context `substrate`.
    /// - Returns: Whether it was.
    package func hasSigned(_ message: [UInt8], _ signature: SR25519Signature) -> Bool {
        guard let scalar = signature.scalar else { return false }
        var transcript = Self.transcript(message, signer: self)
        transcript.append("sign:R", signature.point)
        return Sodium.withScratch(96) { scratch in
            let (wide, challenge) = (scratch.part(0, 64), scratch.part(64, 32))
            transcript.challenge("sign:c", into: wide)
            Ristretto.reduce(wide, into: challenge)
            guard let answer = scalar.withUnsafeBytes({ Ristretto.base(times: $0) }),
                let share = Ristretto.point(bytes, times: UnsafeRawBufferPointer(challenge)),
                let point = Ristretto.difference(answer, share)
            else { return false }
            return point == signature.point
        }
    }

    /// The transcript of a signature before its point: context, message, protocol, key.
    static func transcript(_ message: [UInt8], signer: SR25519PublicKey) -> MerlinTranscript {
        var transcript = MerlinTranscript(label: "SigningContext")
        transcript.append("", Array("substrate".utf8))
        transcript.append("sign-bytes", message)
        transcript.append("proto-name", Array("Schnorr-sig".utf8))
        transcript.append("sign:pk", signer.bytes)
        return transcript
    }
}
