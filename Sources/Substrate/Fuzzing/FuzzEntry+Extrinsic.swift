extension FuzzEntry {
    /// Reads an extrinsic of a chain.
    package static func extrinsic(_ bytes: [UInt8], metadata: Metadata) {
        guard let extrinsic = try? Extrinsic(bytes, metadata: metadata) else { return }
        precondition(extrinsic.bytes == bytes, "an extrinsic is written otherwise than it was read")
    }
}
