import Substrate

/// What an extrinsic is checked against.
struct CheckingPoint: Sendable {
    /// The number of the newest block.
    let head: UInt32
    let genesis: Hash256
    /// The hash of the block in which the era began, and of the one a period earlier.
    let birth: Hash256
    let earlierBirth: Hash256?
}

extension Candidate {
    /// Checks everything about an extrinsic that needs no state.
    ///
    /// - Parameters:
    ///   - bytes: The extrinsic with its length.
    ///   - runtime: The chain's rules.
    ///   - point: Gives what eras refer to.
    /// - Throws: `Refusal`.
    init(
        checking bytes: [UInt8],
        _ runtime: Runtime,
        at point: (Era) -> CheckingPoint
    ) throws {
        let extrinsic: Extrinsic
        let extras: Extrinsic.Extras?
        let call: (entry: CallTableEntry, action: CallTableEntry.Action)
        do {
            extrinsic = try Extrinsic(bytes, metadata: runtime.metadata)
            extras = try extrinsic.extras(metadata: runtime.metadata)
            call = try runtime.call(extrinsic.call)
        } catch let error as SubstrateError {
            throw Refusal.malformed(error.message)
        }
        guard let signature = extrinsic.signature, let extras else { throw Refusal.notSigned }
        guard let nonce = UInt32(exactly: extras.nonce), let tip = UInt64(exactly: extras.tip) else {
            throw Refusal.malformed("the nonce or the tip is too large")
        }
        let point = point(extras.era)
        guard try Self.isSigned(extrinsic, runtime, point.genesis, extras.era, point.birth) else {
            if let earlier = point.earlierBirth,
                try Self.isSigned(extrinsic, runtime, point.genesis, extras.era, earlier)
            {
                throw Refusal.expired
            }
            throw Refusal.badSignature
        }
        self.init(
            bytes: bytes,
            hash: Hash256(blake2bOf: bytes),
            signer: signature.signer,
            nonce: nonce,
            tip: tip,
            fee: call.entry.paysFee ? TransactionPaymentPallet.fee(bytes: bytes.count) : 0,
            death: extras.era.death(at: UInt64(point.head)),
            paysFee: call.entry.paysFee,
            action: call.action
        )
    }

    private static func isSigned(
        _ extrinsic: Extrinsic,
        _ runtime: Runtime,
        _ genesis: Hash256,
        _ era: Era,
        _ birth: Hash256
    ) throws -> Bool {
        var context = SigningContext(
            specVersion: ChainVersion.spec,
            transactionVersion: ChainVersion.transaction,
            genesis: genesis,
            nonce: 0
        )
        context.era = era
        context.eraBirth = birth
        return extrinsic.isSigned(withImplicit: try runtime.metadata.extensionBytes(context).implicit)
    }
}
