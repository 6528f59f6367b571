import Substrate

extension SubtensorStorage {
    static let servingRateLimit = perSubnet("ServingRateLimit", UInt64(50), "Blocks between two axons of a hotkey.")
    static let rho = perSubnet("Rho", UInt16(10), "A figure of the network's consensus; it changes nothing here.")
    static let kappa = perSubnet(
        "Kappa",
        UInt16(32767),
        "A figure of the network's consensus; it changes nothing here."
    )
    static let maxAllowedUIDs = perSubnet("MaxAllowedUids", UInt16(256), "The most uids of a subnet.")
    static let immunityPeriod = perSubnet("ImmunityPeriod", UInt16(4096), "Blocks for which a new uid is not replaced.")
    static let activityCutoff = perSubnet("ActivityCutoff", UInt16(5000), "Blocks after which a validator is inactive.")
    static let maxWeightsLimit = perSubnet(
        "MaxWeightsLimit",
        UInt16(65535),
        "The largest share of one uid, in 65535ths."
    )
    static let weightsVersionKey = perSubnet("WeightsVersionKey", UInt64(0), "The least version of weights.")
    static let minAllowedWeights = perSubnet("MinAllowedWeights", UInt16(1), "The fewest weights that can be set.")
    static let maxAllowedValidators = perSubnet("MaxAllowedValidators", UInt16(64), "The most validators.")
    static let bondsMovingAverage = perSubnet(
        "BondsMovingAverage",
        UInt64(900_000),
        "A figure of the network's consensus; it changes nothing here."
    )
    static let weightsSetRateLimit = perSubnet(
        "WeightsSetRateLimit",
        UInt64(100),
        "Blocks between two settings of weights."
    )
    static let burn = perSubnet("Burn", UInt64(1_000_000_000), "What a registration costs, in rao.")
    static let minBurn = perSubnet("MinBurn", UInt64(500_000), "The least that a registration can cost, in rao.")
    static let maxBurn = perSubnet("MaxBurn", UInt64(100_000_000_000), "The most that a registration can cost, in rao.")
    static let maxRegistrationsPerBlock = perSubnet("MaxRegistrationsPerBlock", UInt16(64), "Registrations in a block.")
    static let registrationsThisBlock = perSubnet("RegistrationsThisBlock", UInt16(0), "Registrations in this block.")
    static let registrationsThisInterval = perSubnet(
        "RegistrationsThisInterval",
        UInt16(0),
        "Registrations since the subnet began."
    )
    static let difficulty = perSubnet(
        "Difficulty",
        UInt64(10_000_000),
        "The difficulty of registering by work; here none can."
    )
    static let adjustmentInterval = perSubnet("AdjustmentInterval", UInt16(100), "Here the cost is not adjusted.")
    static let adjustmentAlpha = perSubnet("AdjustmentAlpha", UInt64(0), "Here the cost is not adjusted.")
    static let stakeThreshold = single("StakeThreshold", UInt64(0), "The least stake of a validator, in rao.")
    static let txRateLimit = single("TxRateLimit", UInt64(0), "Blocks between two changes of keys.")

    static var limitEntries: [StorageTableEntry] {
        [
            servingRateLimit.entry, rho.entry, kappa.entry, maxAllowedUIDs.entry, immunityPeriod.entry,
            activityCutoff.entry, maxWeightsLimit.entry, weightsVersionKey.entry, minAllowedWeights.entry,
            maxAllowedValidators.entry, bondsMovingAverage.entry, weightsSetRateLimit.entry, burn.entry, minBurn.entry,
            maxBurn.entry, maxRegistrationsPerBlock.entry, registrationsThisBlock.entry,
            registrationsThisInterval.entry, difficulty.entry, adjustmentInterval.entry, adjustmentAlpha.entry,
            stakeThreshold.entry, txRateLimit.entry,
        ]
    }
}
