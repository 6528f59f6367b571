extension Extrinsic {
    /// What the signed extensions of an extrinsic send, as far as they are known.
    package struct Extras: Sendable, Hashable {
        /// How long the extrinsic may be included.
        package var era = Era.immortal
        /// The signer's nonce.
        package var nonce: UInt64 = 0
        /// What is paid for haste, in the chain's smallest unit.
        package var tip: UInt128 = 0
    }

    /// Reads an extrinsic with its length before it.
    ///
    /// - Parameters:
    ///   - bytes: The encoding and nothing else.
    ///   - metadata: The chain's; without it nobody knows where the extensions end and the call begins.
    /// - Throws: `SubstrateError` with `malformedExtrinsic`, `unsupportedExtrinsic` for another version, address or
    ///   signature than those that are built here, `tooLarge`, and what malformed SCALE throws.
    package init(_ bytes: [UInt8], metadata: Metadata) throws {
        guard bytes.count <= Self.maximumBytes else {
            throw SubstrateError(.tooLarge, "an extrinsic of \(bytes.count) bytes; \(Self.maximumBytes) are read")
        }
        var outer = ScaleReader(bytes)
        let body = try outer.byteString()
        try outer.finish()
        var reader = ScaleReader(body)
        let first = try reader.byte()
        guard first & 0x7F == Metadata.extrinsicVersion else {
            throw SubstrateError(.unsupportedExtrinsic, "an extrinsic of the version \(first & 0x7F), not 4")
        }
        let signature = first & 0x80 == 0 ? nil : try Signature(from: &reader, metadata: metadata)
        let start = reader.offset
        _ = try DecodedCall(from: &reader, metadata: metadata)
        try reader.finish()
        self.init(signature, Call(encoded: reader.slice(from: start, to: reader.offset)))
    }

    /// Reads what the signed extensions send.
    ///
    /// - Returns: Era, nonce and tip; nil for an extrinsic without a signature.
    /// - Throws: `SubstrateError`, because the bytes are malformed.
    package func extras(metadata: Metadata) throws -> Extras? {
        guard let signature else { return nil }
        var reader = ScaleReader(signature.extra)
        let extras = try Extras(from: &reader, metadata: metadata)
        try reader.finish()
        return extras
    }
}

extension Extrinsic.Signature {
    init(from reader: inout ScaleReader, metadata: Metadata) throws {
        let kind = try reader.byte()
        guard kind == 0 else { throw SubstrateError(.unsupportedExtrinsic, "an address of the kind \(kind), not Id") }
        signer = try AccountID(from: &reader)
        let scheme = try reader.byte()
        guard scheme == 1 else {
            throw SubstrateError(.unsupportedExtrinsic, "a signature of the kind \(scheme), not sr25519")
        }
        guard let signature = SR25519Signature(try reader.take(64)) else {
            preconditionFailure("a signature is 64 bytes, and so many were taken")
        }
        self.signature = signature
        let start = reader.offset
        _ = try Extrinsic.Extras(from: &reader, metadata: metadata)
        extra = reader.slice(from: start, to: reader.offset)
    }
}

extension Extrinsic.Extras {
    init(from reader: inout ScaleReader, metadata: Metadata) throws {
        for each in metadata.extrinsic.extensions {
            switch KnownExtension(rawValue: each.identifier) {
            case .checkMortality, .checkEra: era = try Era(from: &reader)
            case .checkNonce: nonce = try reader.compact()
            case .chargeTransactionPayment, .chargeTransactionPaymentWrapper: tip = try reader.compact()
            default: _ = try metadata.registry.decode(each.extra, from: &reader)
            }
        }
    }
}
