package import Accounts
package import FoundationEssentials
package import Timelock

/// What has to be known to seal weights.
package struct WeightsToSeal: Sendable {
    /// Who rates.
    package let hotkey: AccountID
    /// The uids that are rated, ascending.
    package let uids: [UInt16]
    /// How each is rated.
    package let values: [UInt16]
    /// The version of the rater's rules, which the subnet demands.
    package let versionKey: UInt64
    /// The subnet.
    package let netuid: UInt16
    /// Blocks between two epochs; where they follow from the number of the block, without the one of the epoch itself.
    package let tempo: UInt16
    /// The epochs as the chain keeps them in its state; nil where they follow from the number of the block.
    package let schedule: EpochSchedule?
    /// After how many epochs weights are revealed.
    package let revealPeriod: UInt64
    /// The newest block, and when it was made.
    package let block: UInt64
    package let time: Date
    /// How long a block takes.
    package let blockTime: Duration
    /// Whose rounds open what is sealed.
    package let beacon: DrandChain
}

/// Seals weights for subnets that want them sealed (`commit_timelocked_weights`).
package protocol WeightsSealing: Sendable {
    /// Returns the ciphertext and the round that opens it.
    func seal(_ weights: WeightsToSeal) throws -> (commit: [UInt8], round: UInt64)
}
