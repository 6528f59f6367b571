/// Many challengers against one rule.
struct CrownTrial {
    private let rule: any CrowningRule
    private let trials: Int
    private var machine: SimulatedMachine

    /// Prepares a simulation.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - noise: How much times vary.
    ///   - trials: How many challengers or boards there are, at least 1.
    ///   - seed: Where all chance comes from.
    init(rule: any CrowningRule, noise: NoiseModel, trials: Int, seed: UInt64) {
        self.rule = rule
        self.trials = trials
        machine = SimulatedMachine(noise: noise, seed: seed)
    }

    /// Lets one challenger each try against new champions.
    ///
    /// - Parameter gain: By what fraction it is faster, in truth.
    /// - Returns: How often the crown was taken, and what that took.
    mutating func cell(gain: Double) -> CrowningTable.Cell {
        var (crowned, runs) = (0, 0)
        var pairs: [Int] = []
        for _ in 0..<trials {
            var defence = rule.defend(on: &machine)
            let bout = rule.challenge(&defence, gain: gain, on: &machine)
            crowned += bout.isCrowned ? 1 : 0
            runs += bout.runs
            if let fought = bout.pairs { pairs.append(fought) }
        }
        return CrowningTable.Cell(
            gain: gain,
            crowned: Double(crowned) / Double(trials),
            meanPairs: pairs.isEmpty ? nil : Double(pairs.reduce(0, +)) / Double(pairs.count),
            medianPairs: pairs.medianLow(),
            meanRuns: Double(runs) / Double(trials)
        )
    }

    /// Lets some challengers try one after another against each champion, until one of them takes the crown.
    ///
    /// - Parameters:
    ///   - copies: How many they are.
    ///   - gain: By what fraction each is faster, in truth.
    /// - Returns: The share of champions who lost the crown.
    mutating func anyCrown(of copies: Int, gain: Double) -> Double {
        var lost = 0
        for _ in 0..<trials {
            var defence = rule.defend(on: &machine)
            for _ in 0..<copies where rule.challenge(&defence, gain: gain, on: &machine).isCrowned {
                lost += 1
                break
            }
        }
        return Double(lost) / Double(trials)
    }
}
