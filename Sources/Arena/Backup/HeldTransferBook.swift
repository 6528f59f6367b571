import Chain
import Foundation
import Rules
import Substrate
import Subtensor

/// The payments of an arena that was restored, where nobody knows what it has paid since: new ones are refused.
///
/// What was noted is settled as ever: the same extrinsic is sought in the blocks, and no chain takes one twice.
struct HeldTransferBook: TransferBook {
    let book: FolderTransferBook
    /// The file that keeps payments back.
    let hold: String

    func take(_ payer: Hotkey) throws -> (any Sendable)? { try book.take(payer) }

    func transfer(_ reference: String, from payer: Hotkey) throws -> NotedTransfer? {
        try book.transfer(reference, from: payer)
    }

    func note(_ transfer: NotedTransfer, from payer: Hotkey) throws {
        guard try book.transfer(transfer.reference, from: payer)?.signed == transfer.signed else {
            throw ChainError(
                .unavailable,
                "the arena was restored, and what it has paid since the backup is not known here: look at its account on "
                    + "the chain, then remove \(hold) to let it pay; '\(transfer.reference)' was not paid"
            )
        }
        try book.note(transfer, from: payer)
    }

    func forget(_ reference: String, _ extrinsic: Hash256, from payer: Hotkey) throws {
        try book.forget(reference, extrinsic, from: payer)
    }
}

extension Home {
    static let holdName = "payments.held"

    /// The file that keeps payments back in an arena that was restored.
    package var paymentsHold: String { "\(path)/\(Self.holdName)" }

    /// Where payments on a network are noted.
    var transferBook: any TransferBook {
        let book = FolderTransferBook(folder: payments)
        guard FileManager.default.fileExists(atPath: paymentsHold) else { return book }
        return HeldTransferBook(book: book, hold: paymentsHold)
    }

    /// Keeps payments back, unless they are kept back since an earlier restore.
    ///
    /// - Parameter created: When the backup was made.
    /// - Throws: `BackupError.Code.unwritable`.
    func holdPayments(since created: String) throws {
        guard !FileManager.default.fileExists(atPath: paymentsHold) else { return }
        do {
            try PrivateFile.replace(paymentsHold, with: Array("restored from a backup of \(created)\n".utf8))
        } catch {
            throw BackupError(.unwritable, "\(paymentsHold) cannot be written")
        }
    }
}
