import Substrate

extension SubtensorPallet {
    /// The most unrevealed commits of a hotkey in an epoch.
    static let commitsPerEpoch = 10
    /// The longest sealed weights, in bytes.
    static let longestCommit = 5000

    static func setWeights(
        _ dispatch: Dispatch,
        netuid: UInt16,
        uids: [UInt16],
        values: [UInt16],
        version: UInt64
    ) throws {
        try setMechanismWeights(dispatch, netuid: netuid, mechanism: 0, uids: uids, values: values, version: version)
    }

    static func setMechanismWeights(
        _ dispatch: Dispatch,
        netuid: UInt16,
        mechanism: UInt8,
        uids: [UInt16],
        values: [UInt16],
        version: UInt64
    ) throws {
        guard !dispatch.value(SubtensorStorage.commitRevealEnabled, netuid) else {
            throw SubtensorFailure.commitRevealEnabled
        }
        let rating = Rating(netuid: netuid, mechanism: mechanism, uids: uids, values: values, version: version)
        try dispatch.set(rating, by: try dispatch.signer, isRevealed: false)
    }

    static func commitTimelockedWeights(
        _ dispatch: Dispatch,
        netuid: UInt16,
        commit: BoundedBytes,
        round: UInt64,
        version: UInt16
    ) throws {
        try commitTimelockedMechanismWeights(
            dispatch,
            netuid: netuid,
            mechanism: 0,
            commit: commit,
            round: round,
            version: version
        )
    }

    static func commitTimelockedMechanismWeights(
        _ dispatch: Dispatch,
        netuid: UInt16,
        mechanism: UInt8,
        commit: BoundedBytes,
        round: UInt64,
        version: UInt16
    ) throws {
        let hotkey = try dispatch.signer
        let index = try dispatch.weightsIndex(netuid, mechanism)
        guard dispatch.value(SubtensorStorage.commitRevealEnabled, netuid) else {
            throw SubtensorFailure.commitRevealDisabled
        }
        guard version == dispatch.value(SubtensorStorage.commitRevealVersion) else {
            throw SubtensorFailure.incorrectCommitRevealVersion
        }
        let uid = try dispatch.uid(of: hotkey, in: netuid)
        guard dispatch.mayUpdate(uid, of: netuid, at: index) else { throw SubtensorFailure.committingWeightsTooFast }
        let epoch = dispatch.epochIndex(netuid)
        var commits = dispatch.value(SubtensorStorage.timelockedWeightCommits, index, epoch)
        guard commits.count(where: { $0.hotkey == hotkey }) < commitsPerEpoch else {
            throw SubtensorFailure.tooManyUnrevealedCommits
        }
        guard commit.bytes.count <= longestCommit else { throw SubtensorFailure.amountTooLow }
        commits.append(
            WeightCommit(hotkey: hotkey, block: UInt64(dispatch.block), commit: commit.bytes, round: round)
        )
        dispatch.set(SubtensorStorage.timelockedWeightCommits, index, epoch, to: commits)
        dispatch.setLastUpdate(uid, at: index)
        let hash = Hash256(blake2bOf: commit.bytes)
        dispatch.deposit(SubtensorEvents.timelockedWeightsCommitted, hotkey, index, hash, round)
    }
}
