/// What is known of the weights that a key has set, and of the last attempt to set some.
package struct WeightsState: Sendable, Hashable {
    /// Weights that were set.
    package struct Setting: Sendable, Hashable {
        /// The block in which they were set.
        package let block: UInt64
        /// The weight of each uid.
        package let weights: [UInt16: UInt16]

        /// Describes weights that were set.
        package init(block: UInt64, weights: [UInt16: UInt16]) {
            self.block = block
            self.weights = weights
        }
    }

    /// An attempt that has not succeeded, as far as is known.
    package struct Attempt: Sendable, Hashable {
        /// The newest block when it began.
        package let block: UInt64
        /// The weight of each uid.
        package let weights: [UInt16: UInt16]
        /// How many attempts in a row have failed, this one included.
        package let failures: Int
        /// Whether nobody knows how it ended: the process did before it.
        package let isOpen: Bool

        /// Describes an attempt.
        package init(block: UInt64, weights: [UInt16: UInt16], failures: Int, isOpen: Bool) {
            self.block = block
            self.weights = weights
            self.failures = failures
            self.isOpen = isOpen
        }
    }

    /// The weights that were set last; nil: none ever were.
    package var last: Setting?
    /// The attempt after that; nil: there was none.
    package var attempt: Attempt?

    /// Describes what is known.
    package init(last: Setting? = nil, attempt: Attempt? = nil) {
        self.last = last
        self.attempt = attempt
    }
}

/// What is to be done about weights now.
package enum WeightsStep: Sendable, Hashable {
    /// The chain has them, and it is not yet time to set them again.
    case rest
    /// They are to be set, in this block at the earliest.
    case wait(until: UInt64)
    /// An attempt whose end nobody saw has set what it was to set, in this block or soon after.
    case adopt(block: UInt64)
    /// They are to be set now.
    case set
}

extension WeightsRhythm {
    /// Decides what is to be done.
    ///
    /// - Parameters:
    ///   - wanted: The weights that the rules give now.
    ///   - state: What is known of earlier ones.
    ///   - visible: The weights that the chain shows of the key; nil: it shows none, or not at once because they are sealed.
    ///   - block: The newest block.
    /// - Returns: The step.
    package func step(
        to wanted: [UInt16: UInt16],
        after state: WeightsState,
        visible: [UInt16: UInt16]?,
        at block: UInt64
    ) -> WeightsStep {
        if let attempt = state.attempt, attempt.isOpen, let visible, visible == attempt.weights,
            visible != state.last?.weights
        {
            return .adopt(block: attempt.block)
        }
        guard isDue(wanted, after: state.last, visible: visible, at: block) else { return .rest }
        let earliest = earliest(after: state, isVisible: visible != nil)
        return block < earliest ? .wait(until: earliest) : .set
    }

    private func isDue(
        _ wanted: [UInt16: UInt16],
        after last: WeightsState.Setting?,
        visible: [UInt16: UInt16]?,
        at block: UInt64
    ) -> Bool {
        guard let last else { return true }
        // What the chain shows counts: somebody else may have set weights with the key.
        if last.weights != wanted || visible.map({ $0 != wanted }) ?? false { return true }
        return last.block / tempo != block / tempo
    }

    private func earliest(after state: WeightsState, isVisible: Bool) -> UInt64 {
        var earliest = state.last.map { $0.block.clampedSum(interval) } ?? 0
        if let attempt = state.attempt {
            earliest = max(earliest, attempt.block.clampedSum(delay(afterFailures: max(attempt.failures, 1))))
            // Sealed weights may have been set though nobody saw it: then they count like any others.
            if attempt.isOpen, !isVisible { earliest = max(earliest, attempt.block.clampedSum(interval)) }
        }
        return earliest
    }
}
