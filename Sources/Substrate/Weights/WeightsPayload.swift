/// What sealed weights hold, as version 4 of commit-reveal writes it before it is sealed.
///
///     let payload = WeightsPayload(hotkey: key.bytes, uids: [7, 0], values: [65535, 0], version: 9_010_001)
///     let sealed = try TimelockCiphertext.seal(payload.scale, until: round, of: .quicknet).bytes
///     // commit_timelocked_weights(netuid, sealed, round, WeightsPayload.commitRevealVersion)
package struct WeightsPayload: Sendable, Hashable {
    /// The version of commit-reveal that a chain asks for with such weights.
    package static let commitRevealVersion: UInt16 = 4

    /// Who sealed them, 32 bytes; nil in what older software wrote, which leaves it out.
    package let hotkey: [UInt8]?
    /// Whom they are for.
    package let uids: [UInt16]
    /// How each is weighted.
    package let values: [UInt16]
    /// The version of the rules by which they were made.
    package let version: UInt64

    /// Describes weights.
    ///
    /// - Parameters:
    ///   - hotkey: Who seals them, 32 bytes: only the same hotkey can commit to them.
    ///   - uids: Whom they are for.
    ///   - values: How each is weighted.
    ///   - version: The version of the rules by which they were made.
    package init(hotkey: [UInt8]?, uids: [UInt16], values: [UInt16], version: UInt64) {
        self.hotkey = hotkey
        self.uids = uids
        self.values = values
        self.version = version
    }

    /// Reads what was unsealed, with the hotkey or, failing that, without.
    ///
    /// - Parameter bytes: The whole payload, which anybody may have written.
    /// - Throws: `SubstrateError` when it is neither.
    package init(parsing bytes: [UInt8]) throws {
        do {
            self = try WeightsPayload.read(bytes, hasHotkey: true)
        } catch {
            self = try WeightsPayload.read(bytes, hasHotkey: false)
        }
    }

    private static func read(_ bytes: [UInt8], hasHotkey: Bool) throws -> WeightsPayload {
        var reader = ScaleReader(bytes)
        let payload = WeightsPayload(
            hotkey: hasHotkey ? try reader.byteString() : nil,
            uids: try [UInt16](from: &reader),
            values: try [UInt16](from: &reader),
            version: try reader.integer()
        )
        try reader.finish()
        return payload
    }

    /// The bytes to seal.
    package var scale: [UInt8] {
        ScaleWriter.bytes { writer in
            if let hotkey { writer.byteString(hotkey) }
            uids.write(to: &writer)
            values.write(to: &writer)
            writer.integer(version)
        }
    }
}
