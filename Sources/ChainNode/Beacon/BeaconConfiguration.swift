package import Substrate

/// What clients have to know of a beacon to seal something.
package struct BeaconConfiguration: Sendable, Hashable {
    /// The public key, a point of G2: 96 bytes compressed.
    package var publicKey: [UInt8]
    /// Seconds from one round to the next.
    package var period: UInt32
    /// When round 1 is signed, in seconds since 1970.
    package var genesis: UInt32
    /// The name of the beacon's chain: 32 bytes.
    package var hash: [UInt8]
    /// How rounds are signed.
    package var scheme = "bls-unchained-g1-rfc9380"
    /// What the beacon is called.
    package var name: String

    /// Describes a beacon.
    package init(publicKey: [UInt8], period: UInt32, genesis: UInt32, hash: [UInt8], name: String) {
        self.publicKey = publicKey
        self.period = period
        self.genesis = genesis
        self.hash = hash
        self.name = name
    }
}

extension BeaconConfiguration: ScaleDescribed {
    /// Reads a description.
    package init(from reader: inout ScaleReader) throws {
        publicKey = try reader.byteString()
        period = try reader.integer()
        genesis = try reader.integer()
        hash = try reader.byteString()
        _ = try reader.byteString()
        scheme = try reader.text()
        name = try reader.text()
    }

    /// Writes the description; the hash of the group is the chain's.
    package func write(to writer: inout ScaleWriter) {
        writer.byteString(publicKey)
        writer.integer(period)
        writer.integer(genesis)
        writer.byteString(hash)
        writer.byteString(hash)
        writer.text(scheme)
        writer.text(name)
    }

    /// The type as the network has it.
    package static var shape: Shape {
        .composite(
            "pallet_drand::types::BeaconConfiguration",
            [
                "public_key": .bounded(.u8), "period": .u32, "genesis_time": .u32, "hash": .bounded(.u8),
                "group_hash": .bounded(.u8), "scheme_id": .bounded(.u8),
                "metadata": .composite("pallet_drand::types::Metadata", ["beacon_id": .bounded(.u8)]),
            ]
        )
    }
}
