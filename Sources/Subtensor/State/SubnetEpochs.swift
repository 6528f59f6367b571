import Chain
import Substrate
import Timelock

/// When epochs of a subnet end, as its chain tells it.
struct SubnetEpochs: Sendable {
    /// The newest block.
    let block: UInt64
    let netuid: UInt16
    let tempo: UInt16
    /// The epochs as state; nil on chains where they follow from the number of the block.
    let schedule: EpochSchedule?
    /// The number of the epoch that the next block is in, unless one begins with it on a chain that keeps epochs as state.
    let index: UInt64
    /// After how many epochs sealed weights are looked at.
    let revealPeriod: UInt64

    /// Blocks from one epoch to the next.
    var length: UInt64 { schedule == nil ? UInt64(tempo) + 1 : UInt64(tempo) }

    /// The next block with which an epoch ends and another begins.
    ///
    /// - Throws: `ChainError.Code.malformedAnswer` when the chain tells of blocks that there cannot be.
    func nextBlock() throws -> UInt64 {
        guard let schedule else { return block + length - (block + UInt64(netuid) + 1) % length }
        do {
            return try schedule.nextEpochBlock()
        } catch {
            throw ChainError(.malformedAnswer, "the chain tells of epochs that cannot be", cause: error)
        }
    }
}

extension ChainState {
    /// What chains store that keep epochs as state.
    private static let stateful = ["LastEpochBlock", "PendingEpochAt", "SubnetEpochIndex", "BlocksSinceLastStep"]

    /// Whether the chain keeps epochs as state, told by its own metadata.
    private var keepsEpochs: Bool {
        Self.stateful.allSatisfy { (try? metadata.storageEntry("SubtensorModule", $0)) != nil }
    }

    /// Reads a subnet's epochs.
    ///
    /// - Throws: `ChainError`: `unsupported` for a subnet that has none.
    func epochs(of netuid: UInt16) async throws -> SubnetEpochs {
        let subnet = [DynamicValue.number(netuid)]
        let names = ["Tempo", "RevealPeriodEpochs"] + (keepsEpochs ? Self.stateful : [])
        let told = try await values(names.map { .subtensor($0, subnet) })
        let tempo: UInt16 = try told[0].number("Tempo")
        let isStateful = told.count > 2
        return SubnetEpochs(
            block: block.number,
            netuid: netuid,
            tempo: tempo,
            schedule: try isStateful ? schedule(tempo, Array(told[2...])) : nil,
            index: try isStateful
                ? told[4].number("SubnetEpochIndex") : (block.number + UInt64(netuid) + 2) / (UInt64(tempo) + 1),
            revealPeriod: try told[1].number("RevealPeriodEpochs")
        )
    }

    private func schedule(_ tempo: UInt16, _ told: [DynamicValue?]) throws -> EpochSchedule {
        let (last, pending): (UInt64, UInt64) = (
            try told[0].number("LastEpochBlock"), try told[1].number("PendingEpochAt")
        )
        do {
            return try EpochSchedule(
                block: block.number,
                lastEpochBlock: last,
                pendingEpochBlock: pending,
                tempo: tempo,
                blocksSinceLastStep: try told[3].number("BlocksSinceLastStep")
            )
        } catch let error as TimelockError {
            throw ChainError(.unsupported, "the subnet has no epochs: \(error.message)", cause: error)
        }
    }
}
