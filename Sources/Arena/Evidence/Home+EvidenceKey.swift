import Chain
package import Evidence
import Substrate

extension Home {
    /// The key of the log of evidence, 32 bytes in a file of mode 0600 beside the validator's hotkey.
    package var evidenceKey: String { "\(wallets.path)/\(Self.evidenceKeyName)" }

    /// Its name in the folder of wallets.
    static let evidenceKeyName = "\(validatorName)/evidence.key"

    /// Reads the key that signs the log of evidence.
    ///
    /// - Throws: `ChainError` with `walletMissing` when there is none, `walletInsecure` and `walletInvalid`, and
    ///   `ArenaError.Code.unreadable` for a file that is no key.
    package func evidenceSigner() throws -> EvidenceSigner {
        let bytes = try PrivateFile.read(evidenceKey)
        guard let signer = bytes.withBytes(EvidenceSigner.init(secretBytes:)) else {
            throw ArenaError(.unreadable, "\(evidenceKey) is no key of a log of evidence: it should have 32 bytes")
        }
        return signer
    }

    /// Makes the key that signs the log of evidence, unless there is one.
    ///
    /// - Throws: What ``evidenceSigner()`` throws, and `ChainError.Code.unavailable` when it cannot be written.
    func makeEvidenceSigner() throws -> EvidenceSigner {
        do {
            return try evidenceSigner()
        } catch let error as ChainError where error.code == .walletMissing {
            let signer = EvidenceSigner()
            try PrivateFile.write(try signer.withSecret(SecretBytes.init(copying:)), to: evidenceKey)
            return signer
        }
    }
}
