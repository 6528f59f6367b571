/// What rules make of skill and chance, over many simulated tournaments.
package struct TournamentOdds: Sendable, Hashable, Codable {
    /// The name of the preset.
    package let preset: String
    /// What the tournaments are about.
    package let type: TournamentType
    /// How many enter.
    package let entrants: Int
    /// How many tournaments were simulated.
    package let trials: Int
    /// The share in which the best entrant wins against all others.
    package let bestAdvances: Double
    /// The share in which the best entrant is champion afterwards.
    package let bestWins: Double
    /// The share in which the champion is dethroned.
    package let dethroned: Double
    /// The share of boss rounds in which a copy of the champion dethrones him.
    package let copyDethrones: Double
    /// The mean time from beginning to end, in hours.
    package let meanHours: Double
    /// The longest time, in hours.
    package let mostHours: Double
    /// The mean number of rounds.
    package let meanRounds: Double

    enum CodingKeys: String, CodingKey {
        case preset, type, entrants, trials, dethroned
        case bestAdvances = "best_advances"
        case bestWins = "best_wins"
        case copyDethrones = "copy_dethrones"
        case meanHours = "mean_hours"
        case mostHours = "most_hours"
        case meanRounds = "mean_rounds"
    }

    /// Simulates many tournaments.
    ///
    /// - Parameters:
    ///   - field: The first of them; all others differ in their chance only.
    ///   - trials: How many; at least 1.
    ///   - model: How good entrants are, and how much of it a task shows.
    package init(_ field: SimulatedField, trials: Int, model: SkillModel) {
        precondition(trials >= 1, "a share of no trials is no number")
        preset = field.preset.name
        type = field.type
        entrants = field.entrants
        self.trials = trials
        var (advanced, won, lost, copies, rounds) = (0, 0, 0, 0, 0)
        var hours: [Double] = []
        var seeds = SplitMix(seed: field.seed)
        for _ in 0..<trials {
            let field = SimulatedField(field.preset, field.type, entrants: field.entrants, seed: seeds.next())
            guard let (bracket, best) = field.play(model) else { continue }
            won += bracket.outcome?.champion?.hotkey == best ? 1 : 0
            lost += bracket.outcome?.reason == .dethroned ? 1 : 0
            advanced += bracket.lastChallenger == best ? 1 : 0
            rounds += bracket.rounds.count
            hours.append(Double(bracket.now.seconds - (bracket.rounds.first?.began ?? bracket.now).seconds) / 3600)
            copies += field.copyDethrones(model) ? 1 : 0
        }
        let count = Double(trials)
        bestAdvances = Double(advanced) / count
        bestWins = Double(won) / count
        dethroned = Double(lost) / count
        copyDethrones = Double(copies) / count
        meanHours = hours.reduce(0, +) / count
        mostHours = hours.max() ?? 0
        meanRounds = Double(rounds) / count
    }
}

extension Bracket {
    /// Who was left of the field at last: in the boss round, or crowned without one.
    var lastChallenger: String? {
        guard let round = rounds.last else { return nil }
        if round.results.shape.kind == .boss { return competitors[Int(round.results.shape.seats[1])] }
        return outcome?.reason == .vacant ? outcome?.champion?.hotkey : nil
    }
}
