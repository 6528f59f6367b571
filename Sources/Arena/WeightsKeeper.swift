import Chain
import Records
import Rules

/// Sees to it that the chain has the weights that the rules give, and asks it no more often than it may.
///
/// What is about to be sent is written down first. After a crash the chain is asked whether it arrived; where weights are
/// sealed and it cannot tell, they count as sent until the interval is over.
struct WeightsKeeper: Sendable {
    let chain: any Chain
    let validator: HotkeyPair
    let records: Records
    let rhythm: WeightsRhythm

    /// What came of a step.
    enum Outcome: Sendable, Hashable {
        /// Weights were set, or found to be set.
        case set
        /// The chain has them.
        case rest
        /// They are to be set, in this block at the earliest.
        case wait(until: UInt64)
    }

    /// Takes a step towards the weights that are wanted.
    ///
    /// - Parameters:
    ///   - wanted: The weight of each uid.
    ///   - block: The newest block.
    ///   - record: Writes down for what they were set, given the block.
    /// - Returns: What came of it.
    /// - Throws: What the chain throws when it does not take them; the next attempt is not made before its time.
    func keep(
        _ wanted: [UInt16: UInt16],
        at block: UInt64,
        record: (UInt64) async throws -> Void
    ) async throws -> Outcome {
        let state = try await records.weightsState()
        let visible = try await chain.sealsWeights() ? nil : chain.weights(of: validator.hotkey)
        switch rhythm.step(to: wanted, after: state, visible: visible, at: block) {
        case .rest: return .rest
        case .wait(let earliest): return .wait(until: earliest)
        case .adopt(let begun):
            if state.attempt?.weights == wanted {
                try await record(begun)
                return .set
            }
            // Whoever was to be paid then is not any more.
            try await records.adoptWeights(at: begun)
            return .wait(until: block)
        case .set:
            try await send(wanted, at: block, record: record)
            return .set
        }
    }

    private func send(
        _ wanted: [UInt16: UInt16],
        at block: UInt64,
        record: (UInt64) async throws -> Void
    ) async throws {
        try await records.beginWeights(wanted, at: block)
        FaultPoint.reach(.weightsBegun)
        let set: UInt64
        do {
            set = try await chain.setWeights(wanted, by: validator)
        } catch {
            // A task that is cancelled does not know how it ended: then the attempt stays open.
            if !(error is CancellationError) { try await records.failWeights("\(error)") }
            throw error
        }
        FaultPoint.reach(.weightsOnChain)
        try await record(set)
        FaultPoint.reach(.weightsRecorded)
    }
}
