import Accounts
import Chain
import Foundation
import Glibc
package import Rules
package import Substrate

/// A payment that was signed, as somebody remembers it who must not pay twice.
package struct NotedTransfer: Sendable, Hashable {
    /// What the payer calls it.
    package let reference: String
    /// Who is paid.
    package let to: Hotkey
    /// How much, in rao.
    package let rao: UInt64
    /// The extrinsic that pays.
    package let signed: SignedCall
    /// The block that it is in; nil while that is not known.
    package var block: UInt64?
    /// Its place among the extrinsics of that block, counted from 0.
    package var index: Int?
    /// What came of it by the chain's own account, such as the stake that was got; nil while that is not known.
    package var outcome: UInt64?
}

/// Remembers payments by payer and reference, from before they are sent.
package protocol TransferBook: Sendable {
    /// Takes the payments of a payer until the answer is let go; nil: somebody else has them.
    func take(_ payer: Hotkey) throws -> (any Sendable)?
    /// Returns what was noted under a reference; nil: nothing.
    func transfer(_ reference: String, from payer: Hotkey) throws -> NotedTransfer?
    /// Notes a payment, in place of what was noted under its reference; it is on the disk when this returns.
    func note(_ transfer: NotedTransfer, from payer: Hotkey) throws
    /// Forgets a payment that was not made and cannot be any more; what else is noted under its reference stays.
    func forget(_ reference: String, _ extrinsic: Hash256, from payer: Hotkey) throws
}

/// Payments in a folder, a file each.
package struct FolderTransferBook: TransferBook {
    private let folder: String

    /// Names a folder, which is made when it is needed.
    package init(folder: String) { self.folder = folder }

    /// A payment as it lies in a file.
    private struct Contents: Codable {
        var reference, to, extrinsic: String
        var rao, nonce, birth, death: UInt64
        var block: UInt64?
        var index: Int?
        var outcome: UInt64?
    }

    /// Takes the payments of a payer, against other processes and other books of this one.
    ///
    /// - Throws: `ChainError.Code.unavailable` when there can be no lock.
    package func take(_ payer: Hotkey) throws -> (any Sendable)? {
        try PrivateFile.lock("\(folder)/\(payer.text).lock")
    }

    /// Returns what was noted under a reference; nil: nothing.
    ///
    /// - Throws: `ChainError.Code.unavailable` when the file is there and cannot be read.
    package func transfer(_ reference: String, from payer: Hotkey) throws -> NotedTransfer? {
        let path = path(reference, payer)
        guard access(path, F_OK) == 0 else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let contents = try? JSONDecoder().decode(Contents.self, from: data), contents.reference == reference,
            let to = Hotkey(contents.to), let bytes = try? Hexadecimal.bytes(contents.extrinsic)
        else { throw ChainError(.unavailable, "the note of a payment is damaged: \(path)") }
        let signed = SignedCall(
            bytes: bytes,
            signer: payer.account,
            nonce: contents.nonce,
            birth: contents.birth,
            death: contents.death
        )
        return NotedTransfer(
            reference: reference,
            to: to,
            rao: contents.rao,
            signed: signed,
            block: contents.block,
            index: contents.index,
            outcome: contents.outcome
        )
    }

    /// Notes a payment; it is on the disk when this returns.
    ///
    /// - Throws: `ChainError.Code.unavailable` when it cannot be written.
    package func note(_ transfer: NotedTransfer, from payer: Hotkey) throws {
        let contents = Contents(
            reference: transfer.reference,
            to: transfer.to.text,
            extrinsic: Hexadecimal.text(transfer.signed.bytes),
            rao: transfer.rao,
            nonce: transfer.signed.nonce,
            birth: transfer.signed.birth,
            death: transfer.signed.death,
            block: transfer.block,
            index: transfer.index,
            outcome: transfer.outcome
        )
        let path = path(transfer.reference, payer)
        do {
            try PrivateFile.replace(path, with: Array(try JSONEncoder().encode(contents)))
        } catch {
            throw ChainError(.unavailable, "the payment cannot be noted in \(path); it was not made", cause: error)
        }
    }

    /// Forgets a payment, if it is the one that is noted.
    ///
    /// - Throws: `ChainError.Code.unavailable` when the note is damaged or cannot be removed.
    package func forget(_ reference: String, _ extrinsic: Hash256, from payer: Hotkey) throws {
        guard try transfer(reference, from: payer)?.signed.hash == extrinsic else { return }
        guard unlink(path(reference, payer)) == 0 || errno == ENOENT else {
            throw ChainError(.unavailable, "\(path(reference, payer)) cannot be removed")
        }
    }

    /// References are any text, so that files are named by its hash.
    private func path(_ reference: String, _ payer: Hotkey) -> String {
        let name = Hashing.blake2b256(Array("\(payer.text)\u{0}\(reference)".utf8))
        return "\(folder)/\(Hexadecimal.text(name, prefix: "")).json"
    }
}
