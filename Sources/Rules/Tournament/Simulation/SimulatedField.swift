/// A field of made-up entrants whose skill is drawn, and a champion who was the best of another such field.
package struct SimulatedField: Sendable {
    /// The rules.
    package let preset: TournamentPreset
    /// What the tournament is about.
    package let type: TournamentType
    /// How many enter.
    package let entrants: Int
    /// Where all chance comes from.
    package let seed: UInt64
    /// The name of the champion.
    package static let champion = "champion"

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - preset: The rules.
    ///   - type: What the tournament is about.
    ///   - entrants: How many enter.
    ///   - seed: Where all chance comes from.
    package init(_ preset: TournamentPreset, _ type: TournamentType, entrants: Int, seed: UInt64) {
        self.preset = preset
        self.type = type
        self.entrants = entrants
        self.seed = seed
    }

    /// The names of the entrants.
    package var names: [String] {
        let width = String(max(entrants, 1)).count
        return (0..<entrants).map { number in
            let digits = String(number + 1)
            return "entrant-" + String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
    }

    /// The tournament that they play.
    package var simulation: TournamentSimulation {
        TournamentSimulation(
            preset: preset,
            type: type,
            entrants: names,
            champion: TournamentChampion(hotkey: Self.champion, titles: 1),
            seed: "simulation \(seed)"
        )
    }

    /// Returns everybody's skill, 0 being the mean of entrants.
    package func skills(_ model: SkillModel) -> [String: Double] {
        var lots = Draw(seed: "simulation \(seed)").generator(for: "skills")
        var skills = names.reduce(into: [String: Double]()) { $0[$1] = model.spread * lots.normal() }
        skills[Self.champion] = (0..<max(entrants, 1)).map { _ in model.spread * lots.normal() }.max()
        return skills
    }

    /// Returns the performer that shows these skills.
    package func performer(_ model: SkillModel) -> SkilledPerformer {
        SkilledPerformer(model: model, skills: skills(model), samples: preset[type]?.boss.samples)
    }

    /// Plays the tournament, and says who of the entrants is the best in truth.
    func play(_ model: SkillModel) -> (bracket: Bracket, best: String?)? {
        let skills = skills(model)
        let best = names.max { (skills[$0] ?? 0, $1) < (skills[$1] ?? 0, $0) }
        return simulation.run(performer(model)).map { ($0.bracket, best) }
    }

    /// Plays one boss round of the champion against a copy of himself.
    func copyDethrones(_ model: SkillModel) -> Bool {
        guard let rules = preset[type] else { return false }
        let performer = SkilledPerformer(
            model: model,
            skills: [Self.champion: 0, "copy": 0],
            samples: rules.boss.samples
        )
        var seeds = Draw(seed: "simulation \(seed)").generator(for: "copy")
        let tasks = rules.boss.tasks.enumerated().map { number, kind in
            let order = TaskOrder(
                task: TaskIdentifier(round: 1, match: 1, number: number + 1),
                name: "copy",
                kind: kind,
                seed: seeds.next(),
                environments: [],
                due: []
            )
            func report(_ hotkey: String) -> Report {
                let due = TaskOrder.Due(hotkey: hotkey, attempt: 0)
                return performer.report(on: order, due: due, opponents: [Self.champion, "copy"]) ?? .pending
            }
            return BossTask(kind: kind, champion: report(Self.champion), challenger: report("copy"))
        }
        return BossVerdict(tasks, rule: rules.boss, titles: 1, seed: seeds.next(), quirks: preset.quirks).isDethroned
    }
}
