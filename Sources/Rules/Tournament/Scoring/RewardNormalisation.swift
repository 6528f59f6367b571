/// Rewards of several functions made comparable within a task of GRPO.
package struct RewardNormalisation: Sendable {
    /// What one model reached.
    package struct Entry: Sendable, Hashable {
        /// The mean reward by each function that there is a value for, in the functions' order; nil: the model failed.
        package var rewards: [Double]?
        /// The divergence of the model from its base.
        package var divergence: Double

        /// Describes what one model reached.
        ///
        /// - Parameters:
        ///   - rewards: The mean reward by each function; nil: the model failed.
        ///   - divergence: The divergence of the model from its base, in nats.
        package init(rewards: [Double]?, divergence: Double) {
            self.rewards = rewards
            self.divergence = divergence
        }

        /// Whether there are rewards, and nothing is beyond all numbers: that would spoil everybody's.
        var isValid: Bool { (rewards?.allSatisfy(\.isFinite) ?? false) && divergence.isFinite }
    }

    /// What each function counts for.
    package let weights: [Double]
    /// What the divergence is multiplied by.
    package let penalty: Double

    /// Makes a normalisation.
    ///
    /// - Parameters:
    ///   - weights: What each function counts for.
    ///   - penalty: What the divergence is multiplied by.
    package init(weights: [Double], penalty: Double = 0.5) {
        self.weights = weights
        self.penalty = penalty
    }

    /// Returns the score of every model; nil where it failed.
    ///
    /// Rewards are shifted above zero and divided by the largest; of two models, one of which is below zero somewhere,
    /// the better gets 0.75 and the other 0.25; a single model keeps its rewards.
    ///
    /// - Parameters:
    ///   - entries: What the models reached.
    ///   - quirks: The faults of the reference system that are wanted.
    /// - Returns: One score for each entry.
    package func scores(_ entries: [Entry], quirks: [TournamentQuirk] = []) -> [Double?] {
        let valid = entries.indices.filter { entries[$0].isValid }
        let normalised = normalised(valid.map { entries[$0].rewards ?? [] }, isAlone: entries.count < 2)
        var scores = [Double?](repeating: nil, count: entries.count)
        for (place, index) in valid.enumerated() {
            guard quirks.contains(.rewardIndexShift), valid.count < entries.count else {
                scores[index] = weighted(normalised[place]) - penalty * entries[index].divergence
                continue
            }
            // The list of scores has no place for failed models, but is looked up by places among all of them.
            let own = index < normalised.count ? normalised[index] : nil
            scores[index] = own.map { weighted($0) - penalty * entries[index].divergence }
        }
        return scores
    }

    private func weighted(_ rewards: [Double]) -> Double {
        zip(weights, rewards).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func normalised(_ rewards: [[Double]], isAlone: Bool) -> [[Double]] {
        guard !isAlone else { return rewards }
        var result = rewards
        for function in weights.indices {
            let holders = rewards.indices.filter { rewards[$0].indices.contains(function) }
            let values = Self.normalised(holders.map { rewards[$0][function] })
            for (holder, value) in zip(holders, values) { result[holder][function] = value }
        }
        return result
    }

    /// Normalises the rewards of one function.
    static func normalised(_ values: [Double]) -> [Double] {
        guard values.count > 1, let least = values.min(), let most = values.max() else { return values.map { _ in 1 } }
        if values.count == 2, least < 0 {
            return values[0] < values[1] || values[0] == values[1] ? [0.25, 0.75] : [0.75, 0.25]
        }
        let shift = min(least, 0)
        let largest = most - shift
        return values.map { largest == 0 ? 1 : ($0 - shift) / largest }
    }
}
