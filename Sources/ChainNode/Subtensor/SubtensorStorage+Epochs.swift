import Substrate

extension SubtensorStorage {
    static let tempo = perSubnet(
        "Tempo",
        UInt16(360),
        "Blocks between two epochs, without the one of the epoch itself."
    )
    static let blocksSinceLastStep = perSubnet("BlocksSinceLastStep", UInt64(0), "Blocks since the last epoch.")
    static let lastMechansimStepBlock = perSubnet("LastMechansimStepBlock", UInt64(0), "The block of the last epoch.")
    static let lastEpochBlock = perSubnet("LastEpochBlock", UInt64(0), "The block of the last epoch.")
    static let pendingEpochAt = perSubnet(
        "PendingEpochAt",
        UInt64(0),
        "The block of an epoch that waits; 0 when none does."
    )
    static let subnetEpochIndex = perSubnet("SubnetEpochIndex", UInt64(0), "How many epochs there were.")
    static let subnetEpochConsensus = perSubnet("SubnetEpochConsensus", EpochConsensus.yuma, "How epochs decide.")
    static let firstEmissionBlock = perSubnet("FirstEmissionBlockNumber", UInt64?.none, "When emission began.")
    static let pendingEmission = perSubnet("PendingEmission", UInt64(0), "What the next epoch pays, in rao.")

    static var epochEntries: [StorageTableEntry] {
        [
            tempo.entry, blocksSinceLastStep.entry, lastMechansimStepBlock.entry, firstEmissionBlock.entry,
            pendingEmission.entry,
        ] + statefulEntries
    }

    /// What only chains have whose epochs are state.
    static var statefulEntries: [StorageTableEntry] {
        [lastEpochBlock.entry, pendingEpochAt.entry, subnetEpochIndex.entry, subnetEpochConsensus.entry]
    }
}

/// How epochs decide, as newer clients ask.
enum EpochConsensus: UInt8, ScaleDescribed {
    case yuma, null

    init(from reader: inout ScaleReader) throws {
        guard let consensus = EpochConsensus(rawValue: try reader.byte()) else {
            throw SubstrateError(.malformedScale, "an unknown consensus")
        }
        self = consensus
    }

    func write(to writer: inout ScaleWriter) { writer.byte(rawValue) }

    static var shape: Shape { .choice("pallet_subtensor::EpochConsensus", ["Yuma", "Null"]) }
}
