package import FoundationEssentials
package import Rules

/// Something that a hotkey asks a local chain to do, with the hotkey's signature.
///
/// What is signed begins with the name of this format and the hash of the chain's first block, so that a signature is
/// worth nothing anywhere else. The nonce makes it good for one time.
package struct Extrinsic: Sendable, Hashable {
    /// What can be asked for.
    package enum Call: Sendable, Hashable {
        /// A uid.
        case register
        /// To keep a payload sealed for some blocks.
        case commit(payload: Data, revealAfter: UInt64)
        /// To split the emission by these weights from now on.
        case setWeights([UInt16: UInt16])
        /// To belong to a coldkey, which consents by a signature; the first one is for good.
        case belong(coldkey: Hotkey, consent: Data)
        /// To give an account tokens that nobody had before; for rehearsals, and the validator alone.
        case endow(account: Hotkey, rao: UInt64)
        /// To pay somebody; a reference is good for one payment.
        case transfer(to: Hotkey, rao: UInt64, reference: String)
    }

    /// What is asked for.
    package let call: Call
    /// Who asks.
    package let hotkey: Hotkey
    /// How many extrinsics of this hotkey the chain has taken before.
    package let nonce: UInt64
    /// The sr25519 signature over `message(call:hotkey:nonce:chain:)`.
    package let signature: Data

    /// Puts the parts together, whether the signature is good or not.
    package init(call: Call, hotkey: Hotkey, nonce: UInt64, signature: Data) {
        self.call = call
        self.hotkey = hotkey
        self.nonce = nonce
        self.signature = signature
    }

    /// Signs a call.
    ///
    /// - Parameters:
    ///   - call: What is asked for.
    ///   - pair: Who asks.
    ///   - nonce: How many extrinsics of this hotkey the chain has taken before.
    ///   - chain: The hash of the chain's first block.
    /// - Throws: `ChainError.Code.badSignature` when the library cannot sign.
    package init(signing call: Call, by pair: HotkeyPair, nonce: UInt64, chain: Data) throws {
        let message = Self.message(call: call, hotkey: pair.hotkey, nonce: nonce, chain: chain)
        self.init(call: call, hotkey: pair.hotkey, nonce: nonce, signature: try pair.sign(message))
    }

    /// Returns whether the signature is the hotkey's over this very extrinsic on this very chain.
    package func isAuthentic(on chain: Data) -> Bool {
        let message = Self.message(call: call, hotkey: hotkey, nonce: nonce, chain: chain)
        return hotkey.hasSigned(message, signature: signature)
    }
}

extension Extrinsic {
    /// Returns the bytes to sign.
    ///
    /// Numbers are big-endian; only the last field has no fixed length, so no two extrinsics have the same bytes:
    /// name of the format, 0, hash of the first block (32), hotkey (32), nonce (8), kind of call (1), its fields.
    static func message(call: Call, hotkey: Hotkey, nonce: UInt64, chain: Data) -> Data {
        var message = Data("tiltyard local chain extrinsic 1".utf8)
        message.append(0)
        message.append(chain)
        message.append(contentsOf: hotkey.bytes)
        message.append(contentsOf: bigEndian(nonce))
        switch call {
        case .register:
            message.append(1)
        case .commit(let payload, let revealAfter):
            message.append(2)
            message.append(contentsOf: bigEndian(revealAfter))
            message.append(payload)
        case .setWeights(let weights):
            message.append(3)
            for (uid, weight) in weights.sorted(by: { $0.key < $1.key }) {
                message.append(contentsOf: bigEndian(uid) + bigEndian(weight))
            }
        case .belong(let coldkey, let consent):
            message.append(4)
            message.append(contentsOf: coldkey.bytes)
            message.append(consent)
        case .endow(let account, let rao):
            message.append(5)
            message.append(contentsOf: account.bytes + bigEndian(rao))
        case .transfer(let account, let rao, let reference):
            message.append(6)
            message.append(contentsOf: account.bytes + bigEndian(rao))
            message.append(contentsOf: reference.utf8)
        }
        return message
    }

    static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
