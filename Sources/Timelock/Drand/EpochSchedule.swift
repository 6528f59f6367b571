/// A subnet's epochs as a chain keeps them in its state.
///
/// An epoch begins with the first block that is `tempo` blocks after the beginning of the one before, or that its owner had
/// asked for, or when there was none for `longestTempo` blocks. Block 0 is nobody's request.
package struct EpochSchedule: Sendable, Hashable {
    /// The longest tempo of the network, in blocks.
    package static let longestTempo: UInt16 = 50_400

    /// The newest block.
    package let block: UInt64
    /// The block with which the present epoch began.
    package let lastEpochBlock: UInt64
    /// The block with which the owner wants an epoch to begin; 0: none.
    package let pendingEpochBlock: UInt64
    /// Blocks from one epoch to the next.
    package let tempo: UInt16
    /// How many blocks ago the chain last closed an epoch.
    package let blocksSinceLastStep: UInt64

    /// Describes the epochs of a subnet.
    ///
    /// - Parameters:
    ///   - block: The newest block.
    ///   - lastEpochBlock: The block with which the present epoch began.
    ///   - pendingEpochBlock: The block with which the owner wants an epoch to begin; 0: none.
    ///   - tempo: Blocks from one epoch to the next, 1 to `longestTempo`.
    ///   - blocksSinceLastStep: How many blocks ago the chain last closed an epoch.
    /// - Throws: `TimelockError.Code.tempoOutOfRange` for a subnet without epochs, or with longer ones than the network has.
    package init(
        block: UInt64,
        lastEpochBlock: UInt64,
        pendingEpochBlock: UInt64 = 0,
        tempo: UInt16,
        blocksSinceLastStep: UInt64
    ) throws {
        guard (1...EpochSchedule.longestTempo).contains(tempo) else {
            let most = EpochSchedule.longestTempo
            throw TimelockError(.tempoOutOfRange, "a tempo of \(tempo) blocks is none of 1 to \(most)")
        }
        self.block = block
        self.lastEpochBlock = lastEpochBlock
        self.pendingEpochBlock = pendingEpochBlock
        self.tempo = tempo
        self.blocksSinceLastStep = blocksSinceLastStep
    }

    /// Returns the next block with which an epoch begins, the one after the newest at the earliest.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` when there is no such block.
    package func nextEpochBlock() throws -> UInt64 { try next().begins }

    /// Returns the block with which an epoch begins, counted from that of the next block, in which a commit will be.
    ///
    /// The network's own tool decides, also where it is a block early: when an epoch begins only because there was none for
    /// `longestTempo` blocks, it counts those after it from the block before.
    ///
    /// - Parameter count: How many epochs ahead; 0: the next block itself.
    /// - Returns: The block's number.
    /// - Throws: `TimelockError.Code.roundOutOfRange` when there is no such block.
    package func firstBlock(ofEpochsAhead count: UInt64) throws -> UInt64 {
        let next = try sum(block, 1)
        guard count > 0 else { return next }
        let (first, idle) = try self.next()
        // With the next block an epoch may begin; then that is the one of the commit.
        let left = first == next ? count : count - 1
        let isEarly = first == idle && first > next && left > 0
        let (blocks, isOver) = left.multipliedReportingOverflow(by: UInt64(tempo))
        guard !isOver else { throw TimelockError(.roundOutOfRange, "there is no epoch \(count) epochs ahead") }
        return try sum(first - (isEarly ? 1 : 0), blocks)
    }

    /// The next block with which an epoch begins, and the one with which it would because there was none for so long.
    private func next() throws -> (begins: UInt64, idle: UInt64) {
        let next = try sum(block, 1)
        var due = try sum(lastEpochBlock, UInt64(tempo))
        if pendingEpochBlock > 0 { due = min(due, pendingEpochBlock) }
        let most = UInt64(EpochSchedule.longestTempo) + 1
        let idle = try sum(next, most - min(most, blocksSinceLastStep))
        return (max(next, min(due, idle)), idle)
    }

    private func sum(_ block: UInt64, _ more: UInt64) throws -> UInt64 {
        let (sum, isOver) = block.addingReportingOverflow(more)
        guard !isOver else { throw TimelockError(.roundOutOfRange, "there is no block \(block) + \(more)") }
        return sum
    }
}
