import Substrate

/// The beacon whose rounds open what is sealed.
enum DrandPallet {
    static let name = "Drand"
    static let index: UInt8 = 26

    static let pulses = StorageItem<Pulse, UInt64>(
        name,
        "Pulses",
        .blake2b128Concat,
        about: "The signature of a round."
    )
    static let lastStoredRound = StorageItem<UInt64>(
        name,
        "LastStoredRound",
        fallback: 0,
        about: "The newest round that is stored."
    )
    static let beaconConfig = StorageItem<BeaconConfiguration>(
        name,
        "BeaconConfig",
        about: "What one has to know to seal something."
    )
    static let oldestStoredRound = StorageItem<UInt64>(
        name,
        "OldestStoredRound",
        fallback: 0,
        about: "The oldest round that is stored."
    )

    static let newPulse = Event<[UInt64]>(index, 1, "NewPulse", ["rounds"], "Rounds were stored.")

    static let table = PalletTable(
        name: name,
        index: index,
        crate: "pallet_drand",
        documentation: "The beacon whose rounds open what is sealed.",
        storage: [beaconConfig.entry, pulses.entry, lastStoredRound.entry, oldestStoredRound.entry],
        events: [newPulse.entry]
    )
}

/// A round of the beacon.
struct Pulse: ScaleDescribed, Hashable {
    var round: UInt64
    var randomness: [UInt8]
    var signature: [UInt8]

    init(round: UInt64, randomness: [UInt8], signature: [UInt8]) {
        self.round = round
        self.randomness = randomness
        self.signature = signature
    }

    init(from reader: inout ScaleReader) throws {
        round = try reader.integer()
        randomness = try reader.byteString()
        signature = try reader.byteString()
    }

    func write(to writer: inout ScaleWriter) {
        writer.integer(round)
        writer.byteString(randomness)
        writer.byteString(signature)
    }

    static var shape: Shape {
        .composite(
            "pallet_drand::types::Pulse",
            ["round": .u64, "randomness": .bounded(.u8), "signature": .bounded(.u8)]
        )
    }
}
