import Substrate

/// An extrinsic that was found good and waits for a block.
struct Candidate: Sendable {
    let bytes: [UInt8]
    let hash: Hash256
    let signer: AccountID
    let nonce: UInt32
    /// What is paid for haste, in rao.
    let tip: UInt64
    /// What it costs besides, in rao.
    let fee: UInt64
    /// The first block that it may not be part of any more.
    let death: UInt64
    let paysFee: Bool
    let action: CallTableEntry.Action
}

/// Why an extrinsic is not taken; the cases are those that clients of the network know.
package enum Refusal: Error, Sendable, Hashable {
    /// It cannot be read.
    case malformed(String)
    /// It is not signed, or the signature is not the signer's for this chain, its version and this era.
    case badSignature
    /// Its nonce was used before.
    case outdated
    /// Its era is over.
    case expired
    /// The nonce is too far ahead.
    case tooFarAhead
    /// The signer cannot pay for it.
    case cannotPay
    /// Only a block's author may add such a call.
    case notSigned
    /// It is waiting already.
    case known
    /// Another with this nonce waits, and pays as much.
    case tooLittleTip
    /// There are as many extrinsics waiting as may wait.
    case full
}
