package import FoundationEssentials

extension DrandChain {
    /// Returns the newest round that is due at a moment.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` before the chain's genesis.
    package func round(at moment: Date) throws -> DrandRound {
        try round(countingFrom: 1, elapsed: moment.timeIntervalSince(genesis))
    }

    /// Returns when a round is due; its signature is there shortly after.
    package func moment(of round: DrandRound) -> Date {
        genesis.addingTimeInterval(Double(round.number - 1) * periodSeconds)
    }

    /// Returns the round to which a commitment is sealed that is to open some blocks from now.
    ///
    /// This is the formula of the network's own tool: whole seconds, and one round fewer than are due by then.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` when the result is not a round.
    package func revealRound(
        afterBlocks blockCount: UInt64,
        of blockTime: Duration,
        from now: Date
    ) throws -> DrandRound {
        let delay = (Double(blockCount) * (blockTime / .seconds(1))).rounded()
        let elapsed = now.timeIntervalSince1970.rounded(.down) - genesis.timeIntervalSince1970
        return try round(countingFrom: 0, elapsed: elapsed + delay)
    }

    /// Returns the round to which weights are sealed that are committed now.
    ///
    /// They open three blocks into the epoch that begins `revealPeriod` epochs after the current one, where epochs are
    /// (block + netuid + 1) / (tempo + 1). This is the formula of the network's own tool up to its version 1.1.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` when the result is beyond all rounds.
    package func weightsRevealRound(
        at block: UInt64,
        netuid: UInt16,
        tempo: UInt16,
        revealPeriod: UInt64,
        blockTime: Duration,
        from now: Date
    ) throws -> DrandRound {
        let epochLength = Double(tempo) + 1
        let offset = Double(netuid) + 1
        let epoch = ((Double(block) + offset) / epochLength).rounded(.down)
        let firstBlock = max(0, (epoch + Double(revealPeriod)) * epochLength - offset)
        let delay = max(0, firstBlock + 3 - Double(block)) * (blockTime / .seconds(1))
        return try round(countingFrom: 0, elapsed: max(now.timeIntervalSince(genesis) + delay, periodSeconds))
    }

    /// Returns the round to which weights are sealed that are committed now, where the chain keeps its epochs as state.
    ///
    /// They open three blocks into the epoch in which the chain looks at them. This is the formula of the network's own tool
    /// from its version 2.0 on.
    ///
    /// - Parameters:
    ///   - schedule: The subnet's epochs at the newest block.
    ///   - revealPeriod: After how many epochs the chain looks at weights that were sealed.
    ///   - blockTime: From one block to the next.
    ///   - now: The time of the newest block.
    /// - Returns: The round.
    /// - Throws: `TimelockError.Code.roundOutOfRange` when the result is beyond all rounds, or a block beyond all blocks.
    package func weightsRevealRound(
        under schedule: EpochSchedule,
        revealPeriod: UInt64,
        blockTime: Duration,
        from now: Date
    ) throws -> DrandRound {
        let blocks = try schedule.firstBlock(ofEpochsAhead: revealPeriod) - schedule.block
        let delay = (Double(blocks) + 3) * (blockTime / .seconds(1))
        return try round(countingFrom: 0, elapsed: max(now.timeIntervalSince(genesis) + delay, periodSeconds))
    }

    private var periodSeconds: Double { period / .seconds(1) }

    private func round(countingFrom first: Double, elapsed: TimeInterval) throws -> DrandRound {
        let number = first + (elapsed / periodSeconds).rounded(.down)
        guard elapsed >= 0, let number = UInt64(exactly: number) else {
            throw TimelockError(.roundOutOfRange, "there is no round \(elapsed) s after the genesis of chain \(hash)")
        }
        return try DrandRound(number)
    }
}
