import Substrate

/// What the chain's rules leave open.
package struct ChainSettings: Sendable, Hashable {
    /// The time between two blocks, in milliseconds.
    package var blockMilliseconds: UInt64 = 12000
    /// How many blocks an epoch of the subnet has; where they follow from the number of the block, one more.
    package var tempo: UInt16 = 360
    /// How epochs are counted.
    package var epochs = EpochModel.byBlockNumber
    /// The number of the subnet that the chain begins with.
    package var netuid: UInt16 = 1
    /// Whether weights are sealed and revealed later; plain weights are refused then.
    package var isCommitRevealEnabled = false
    /// How many blocks have to pass between two settings of weights by one hotkey.
    package var weightsRateLimit: UInt64 = 0
    /// What a registration costs, in rao.
    package var registrationCost: UInt64 = 1_000_000_000
    /// What an epoch pays altogether, in rao; nil: one token for each of its blocks.
    package var epochEmission: UInt64?
    /// What each development account has in the beginning, in rao.
    package var endowment: UInt64 = 1_000_000_000_000_000

    /// How many uids the subnet has in the beginning; nobody holds the keys of those after the third.
    package var neurons = 3

    /// The settings of a chain for development.
    package init() {}
}

/// How a chain tells when an epoch is over.
package enum EpochModel: Sendable, Hashable {
    /// From the number of the block, as the network's rules up to version 343: one is over with each block for which
    /// block + netuid + 1 is a multiple of tempo + 1.
    case byBlockNumber
    /// From what is stored, as later rules: one is over tempo blocks after the one before.
    case stateful
}

/// Numbers that stand for the chain's format and rules.
package enum ChainVersion {
    /// The network's version whose interfaces this chain has.
    package static let spec: UInt32 = 343
    /// The version of the format of extrinsics.
    package static let transaction: UInt32 = 1
    /// The name that clients of the network know.
    package static let name = "node-subtensor"
}
