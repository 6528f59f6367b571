import Glibc

/// The crown goes by a title match; see ``TitleMatch``.
///
/// With a budget for the whole board the k-th challenger has to bring more evidence than the one before it, see
/// ``ErrorBudget``; without, every match may err as often. Copies count as challengers of their own here, as if each were
/// written anew: a board on which copies share one match gives them fewer chances.
package struct MatchCrowning: CrowningRule {
    /// What a match may err.
    package enum Error: Sendable, Hashable {
        /// Every match may err as often.
        case everyMatch(Double)
        /// All matches together, in the order of the board.
        case board(Double)
    }

    /// A short name for tables.
    package let name: String
    /// The improvement that counts.
    package let margin: Double
    /// How a match is fought.
    package let rule: TitleMatchRule
    /// How often it may err.
    package let error: Error
    /// The runs of the score that a challenger has to qualify with; 0: everybody gets a match.
    package let runs: Int
    /// The number of the first challenger, counted from 1.
    package let first: Int

    private let evidence: EvidenceTable

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - name: A short name for tables.
    ///   - margin: The improvement that counts, as a fraction.
    ///   - rule: How a match is fought.
    ///   - error: How often it may err.
    ///   - runs: The runs of the score that a challenger has to qualify with; 0: everybody gets a match.
    ///   - first: The number of the first challenger, counted from 1.
    package init(
        _ name: String,
        margin: Double,
        rule: TitleMatchRule,
        error: Error,
        runs: Int = 0,
        first: Int = 1
    ) {
        self.name = name
        self.margin = margin
        self.rule = rule
        self.error = error
        self.runs = runs
        self.first = first
        evidence = EvidenceTable(mostPairs: rule.mostPairs)
    }

    /// Measures the score that challengers have to come near.
    package func defend(on machine: inout SimulatedMachine) -> CrownDefence {
        guard runs > 0 else { return CrownDefence() }
        machine.beginSession()
        return CrownDefence(score: machine.score(runs: runs, gain: 0))
    }

    /// Lets a challenger qualify and fights a match.
    package func challenge(
        _ defence: inout CrownDefence,
        gain: Double,
        on machine: inout SimulatedMachine
    ) -> CrownBout {
        if runs > 0 {
            machine.beginSession()
            let score = machine.score(runs: runs, gain: gain)
            let least = rule.leastScore(against: defence.score)
            guard score >= least else { return CrownBout(isCrowned: false, runs: runs) }
        }
        let share = share(ofMatch: first + defence.challengers)
        defence.challengers += 1
        machine.beginSession()
        return fight(gain: gain, errorShare: share, on: &machine)
    }

    private func share(ofMatch match: Int) -> Double {
        switch error {
        case .everyMatch(let share): share
        case .board(let budget): ErrorBudget.share(ofMatch: match, crowns: 0, budget: budget)
        }
    }

    private func fight(gain: Double, errorShare: Double, on machine: inout SimulatedMachine) -> CrownBout {
        let needed = 1 / errorShare
        let handicap = log1p(margin)
        var (wins, losses, pairs) = (0, 0, 0)
        while pairs < rule.mostPairs {
            let lead = machine.pair(gain: gain, isSliced: rule.slice != nil) - handicap
            pairs += 1
            if lead > 0 { wins += 1 } else if lead < 0 { losses += 1 }
            if evidence[wins: wins, losses: losses] >= needed {
                return CrownBout(isCrowned: true, pairs: pairs, runs: runs + 2 * pairs)
            }
            if evidence[wins: losses, losses: wins] >= rule.futility { break }
        }
        return CrownBout(isCrowned: false, pairs: pairs, runs: runs + 2 * pairs)
    }
}

extension SimulatedMachine {
    /// Runs both sides one after another in an order drawn by chance.
    ///
    /// - Parameters:
    ///   - gain: By what fraction the challenger is faster, in truth.
    ///   - isSliced: Whether both run in turn, a slice each; then a recorded pair is drawn, where there are any.
    /// - Returns: By how much it was, as a logarithm.
    mutating func pair(gain: Double, isSliced: Bool = false) -> Double {
        if isSliced, let ratios = noise.pairRatios {
            let ratio = ratios[Int(random.uniform() * Double(ratios.count)) % ratios.count]
            return log1p(gain) + (random.next() & 1 == 0 ? ratio : -ratio)
        }
        guard random.next() & 1 == 0 else {
            let champion = run()
            return champion - run(gain: gain)
        }
        let challenger = run(gain: gain)
        return run() - challenger
    }
}
