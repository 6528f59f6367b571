package import FoundationEssentials

/// The rhythm of a board: how long blocks and tempos last and how much may be waiting.
package struct Schedule: Sendable, Hashable, Codable {
    /// The time between two blocks of an embedded chain.
    package var blockTime: Seconds
    /// How many blocks after its commitment a submission is revealed; at least one.
    package var revealBlocks: Int
    /// How many blocks one tempo has; emission is paid once a tempo.
    package var tempoBlocks: Int
    /// How many submissions may wait for a verdict before no more are taken from the chain.
    package var maximumSubmissionsPending: Int
    /// How many blocks have to lie between two reveals of one hotkey, if there is such a limit.
    package var commitIntervalBlocks: Int?
    /// How many blocks have to lie between two settings of weights, if there is such a limit.
    package var weightsIntervalBlocks: Int?

    /// Makes a schedule.
    ///
    /// - Parameters:
    ///   - blockTime: The time between two blocks.
    ///   - revealBlocks: How many blocks after its commitment a submission is revealed.
    ///   - tempoBlocks: How many blocks one tempo has.
    ///   - maximumSubmissionsPending: How many submissions may wait for a verdict.
    package init(blockTime: Seconds, revealBlocks: Int, tempoBlocks: Int, maximumSubmissionsPending: Int) {
        self.blockTime = blockTime
        self.revealBlocks = revealBlocks
        self.tempoBlocks = tempoBlocks
        self.maximumSubmissionsPending = maximumSubmissionsPending
    }

    enum CodingKeys: String, CodingKey {
        case blockTime = "block_seconds"
        case revealBlocks = "reveal_blocks"
        case tempoBlocks = "tempo_blocks"
        case maximumSubmissionsPending = "maximum_submissions_pending"
        case commitIntervalBlocks = "commit_interval_blocks"
        case weightsIntervalBlocks = "weights_interval_blocks"
    }
}

extension Schedule {
    /// Returns the number of the newest block at a moment.
    ///
    /// Block 0 happens at genesis and block n happens n block times later. Moments are taken to the microsecond, so
    /// that the rounding of `Date` cannot move a block.
    ///
    /// - Parameters:
    ///   - moment: The moment to ask about; 0 is answered for any moment before genesis.
    ///   - genesis: When block 0 happened.
    /// - Returns: The number of the newest block that has happened.
    package func block(at moment: Date, genesis: Date) -> UInt64 {
        let elapsed = Self.microseconds(moment.timeIntervalSince(genesis))
        let length = max(Self.microseconds(blockTime.value), 1)
        return elapsed > 0 ? UInt64(elapsed / length) : 0
    }

    /// Returns when a block happens, given when block 0 happened.
    package func moment(of block: UInt64, genesis: Date) -> Date {
        genesis.addingTimeInterval(Double(block) * blockTime.value)
    }

    /// Returns the number of the epoch that a block belongs to; the first epoch is 0.
    package func epoch(of block: UInt64) -> UInt64 { block / tempo }

    /// Returns the first block of an epoch, the tempo boundary at which the epoch before it is paid.
    package func firstBlock(of epoch: UInt64) -> UInt64 { epoch * tempo }

    private var tempo: UInt64 { UInt64(max(tempoBlocks, 1)) }

    /// Rounds to whole microseconds.
    ///
    /// A time beyond what `Int64` can count (292 000 years) stays at that bound.
    private static func microseconds(_ seconds: Double) -> Int64 {
        let rounded = (seconds * 1_000_000).rounded()
        guard rounded.isFinite, rounded < 9.2e18 else { return .max }
        return Int64(max(rounded, -9.2e18))
    }
}
