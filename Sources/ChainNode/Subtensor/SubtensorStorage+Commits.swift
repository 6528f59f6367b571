import Substrate

extension SubtensorStorage {
    static let commitRevealEnabled = perSubnet("CommitRevealWeightsEnabled", true, "Whether weights are sealed.")
    static let revealPeriodEpochs = StorageItem<UInt64, UInt16>(
        pallet,
        "RevealPeriodEpochs",
        .twox64Concat,
        fallback: 1,
        about: "Epochs between the sealing of weights and their reveal."
    )
    static let commitRevealVersion = single("CommitRevealWeightsVersion", UInt16(4), "The version of sealed weights.")
    static let timelockedWeightCommits = StorageItem<[WeightCommit], UInt16, UInt64>(
        pallet,
        "TimelockedWeightCommits",
        .twox64Concat,
        .twox64Concat,
        fallback: [],
        about: "The sealed weights of an epoch."
    )

    static var commitEntries: [StorageTableEntry] {
        [
            commitRevealEnabled.entry, revealPeriodEpochs.entry, commitRevealVersion.entry,
            timelockedWeightCommits.entry,
        ]
    }
}

/// Weights that are sealed until a round of the beacon.
struct WeightCommit: ScaleDescribed, Hashable {
    /// Who sealed them.
    var hotkey: AccountID
    /// In which block.
    var block: UInt64
    /// The ciphertext.
    var commit: [UInt8]
    /// The round whose signature opens them.
    var round: UInt64

    init(hotkey: AccountID, block: UInt64, commit: [UInt8], round: UInt64) {
        self.hotkey = hotkey
        self.block = block
        self.commit = commit
        self.round = round
    }

    init(from reader: inout ScaleReader) throws {
        hotkey = try AccountID(from: &reader)
        block = try reader.integer()
        commit = try reader.byteString()
        round = try reader.integer()
    }

    func write(to writer: inout ScaleWriter) {
        hotkey.write(to: &writer)
        writer.integer(block)
        writer.byteString(commit)
        writer.integer(round)
    }

    static var shape: Shape { .tuple([AccountID.shape, .u64, .bounded(.u8), .u64]) }
}
