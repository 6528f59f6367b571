extension SampleRule {
    /// What the samples of a task say about a challenger.
    package struct Finding: Sendable, Hashable {
        /// The lower bound of the share of decided samples that the challenger wins.
        package let winShare: Double
        /// The lower bound of the mean gap in nats, above zero where the challenger is better.
        package let gap: Double
        /// The gap that is needed.
        package let neededGap: Double
        /// How many samples lie outside the dead zone.
        package let decided: Int
        /// Whether the challenger wins the task.
        package let isWon: Bool
    }

    /// Tests whether a challenger is better by the losses of single samples.
    ///
    /// Both bounds are quantiles of what samples drawn from the samples, with replacement, give.
    ///
    /// - Parameters:
    ///   - champion: The champion's loss of every sample, in nats.
    ///   - challenger: The challenger's, of the same samples.
    ///   - seed: Where the draws come from.
    /// - Returns: Nil when the losses are not pairs of finite numbers.
    package func test(champion: [Double], challenger: [Double], seed: UInt64) -> Finding? {
        guard champion.count == challenger.count, !champion.isEmpty, champion.count <= Int(Int32.max),
            champion.allSatisfy(\.isFinite), challenger.allSatisfy(\.isFinite)
        else { return nil }
        let gaps = zip(champion, challenger).map { $0 - $1 }
        let neededGap = max(gap, relativeGap * champion.reduce(0, +) / Double(champion.count))
        let decided = gaps.count { abs($0) > deadZone }
        guard decided > 0 else {
            return Finding(winShare: 0, gap: 0, neededGap: neededGap, decided: 0, isWon: false)
        }
        let (shares, means) = resampled(gaps, seed: seed)
        let (share, mean) = (lowerBound(shares), lowerBound(means))
        let isWon = share >= winShare && mean >= neededGap
        return Finding(winShare: share, gap: mean, neededGap: neededGap, decided: decided, isWon: isWon)
    }

    /// The share won of decided samples, and the mean gap, of many samples drawn from the samples.
    private func resampled(_ gaps: [Double], seed: UInt64) -> (shares: [Double], means: [Double]) {
        var lots = SplitMix(seed: seed)
        var shares: [Double] = []
        var means: [Double] = []
        let count = UInt32(gaps.count)
        for _ in 0..<resamples {
            var (sum, won, decided) = (0.0, 0, 0)
            for _ in 0..<count {
                let gap = gaps[Int(lots.below(count))]
                sum += gap
                if gap > deadZone { won += 1 }
                if abs(gap) > deadZone { decided += 1 }
            }
            shares.append(decided == 0 ? 0 : Double(won) / Double(decided))
            means.append(sum / Double(count))
        }
        return (shares, means)
    }

    private func lowerBound(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[Int(((1 - confidence) * Double(sorted.count)).rounded(.down))]
    }

    /// Returns whether the first of two is better in a knockout: by more decided samples, then by the lower mean.
    ///
    /// - Returns: Nil when the kind is not for samples, there are none, or all is equal.
    func betterBySamples(_ one: Report, _ other: Report, kind: TaskKind) -> Bool? {
        guard kinds.contains(kind), case .samples(let first) = one, case .samples(let second) = other,
            first.count == second.count, !first.isEmpty
        else { return nil }
        let won = zip(first, second).reduce(0) { sum, pair in
            let gap = pair.1 - pair.0
            return sum + (gap > deadZone ? 1 : gap < -deadZone ? -1 : 0)
        }
        if won != 0 { return won > 0 }
        let (mean, otherMean) = (first.reduce(0, +), second.reduce(0, +))
        return mean == otherMean ? nil : mean < otherMean
    }
}
