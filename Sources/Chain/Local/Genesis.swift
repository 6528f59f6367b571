package import FoundationEssentials
package import Rules

/// The facts that a local chain begins with and never changes.
package struct Genesis: Sendable, Hashable {
    /// When block 0 happened, to the millisecond.
    package let createdAt: Date
    /// The time between two blocks.
    package let blockTime: Seconds
    /// How many blocks a tempo has.
    package let tempoBlocks: Int
    /// What is paid at the end of a tempo, in rao.
    package let emissionRao: UInt64
    /// The one hotkey whose weights count, which has uid 1.
    package let validator: Hotkey

    /// Makes the facts of a new chain.
    ///
    /// - Parameters:
    ///   - createdAt: When block 0 happens; taken to the millisecond.
    ///   - blockTime: The time between two blocks, above 0.
    ///   - tempoBlocks: How many blocks a tempo has, at least 1.
    ///   - emissionRao: What is paid at the end of a tempo, in rao, below 2 to the 63rd.
    ///   - validator: The one hotkey whose weights count.
    package init(createdAt: Date, blockTime: Seconds, tempoBlocks: Int, emissionRao: UInt64, validator: Hotkey) {
        let milliseconds = (createdAt.timeIntervalSince1970 * 1000).rounded()
        self.createdAt = Date(timeIntervalSince1970: milliseconds / 1000)
        self.blockTime = blockTime
        self.tempoBlocks = tempoBlocks
        self.emissionRao = emissionRao
        self.validator = validator
    }

    var tempo: UInt64 { UInt64(tempoBlocks) }

    func block(at moment: Date) -> UInt64 {
        Schedule(blockTime: blockTime, revealBlocks: 1, tempoBlocks: tempoBlocks, maximumSubmissionsPending: 1)
            .block(at: moment, genesis: createdAt)
    }

    func validate() throws {
        guard blockTime.value.isFinite, blockTime.value > 0, tempoBlocks > 0, emissionRao <= UInt64(Int64.max) else {
            throw ChainError(.unavailable, "a chain cannot begin with \(self)")
        }
    }
}
