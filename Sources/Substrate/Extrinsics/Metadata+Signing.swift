extension Metadata {
    /// The version of extrinsics that is built and read.
    package static let extrinsicVersion: UInt8 = 4

    /// Returns what the chain's signed extensions send and what they only sign.
    ///
    /// An extension that is known is encoded. One that is not known is skipped when it neither sends nor signs a byte, and
    /// else nothing is encoded at all.
    ///
    /// - Throws: `SubstrateError` with `unsupportedExtension`, and `unsupportedExtrinsic` for another version than 4.
    package func extensionBytes(_ context: SigningContext) throws -> (extra: [UInt8], implicit: [UInt8]) {
        guard extrinsic.version == Self.extrinsicVersion else {
            throw SubstrateError(
                .unsupportedExtrinsic,
                "the chain has extrinsics of version \(extrinsic.version), not \(Self.extrinsicVersion)"
            )
        }
        var extra = ScaleWriter()
        var implicit = ScaleWriter()
        for each in extrinsic.extensions {
            guard let known = KnownExtension(rawValue: each.identifier) else {
                guard try registry.isEmpty(each.extra), try registry.isEmpty(each.implicit) else {
                    throw SubstrateError(
                        .unsupportedExtension,
                        "the chain asks for the extension '\(each.identifier)', which is not known; nothing is signed"
                    )
                }
                continue
            }
            guard try registry.has(known.extraShape, each.extra), try registry.has(known.implicitShape, each.implicit)
            else {
                throw SubstrateError(
                    .unsupportedExtension,
                    "the extension '\(each.identifier)' has other types on this chain; nothing is signed"
                )
            }
            known.writeExtra(context, to: &extra)
            known.writeImplicit(context, to: &implicit)
        }
        return (extra.bytes, implicit.bytes)
    }

    /// Returns the bytes that are signed: the call and the extensions, or their BLAKE2b-256 when that is over 256 bytes.
    package static func signedBytes(call: Call, extra: [UInt8], implicit: [UInt8]) -> [UInt8] {
        let payload = call.bytes + extra + implicit
        return payload.count > 256 ? Hashing.blake2b256(payload) : payload
    }
}
