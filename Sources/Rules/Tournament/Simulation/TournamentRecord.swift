/// A tournament as a document: everybody's results, who advanced, how it ended and what it pays.
package struct TournamentRecord: Sendable, Hashable, Codable {
    /// One round.
    package struct Round: Sendable, Hashable, Codable {
        /// The kind of round.
        package var kind: RoundShape.Kind
        /// Its matches.
        package var matches: [Match]
        /// Who advances, the champion included.
        package var advancing: [String]
        /// Who advances without a match.
        package var bye: String?
    }

    /// One group or pair.
    package struct Match: Sendable, Hashable, Codable {
        /// Who meets, in the order in which ties are broken.
        package var competitors: [String]
        /// The tasks.
        package var tasks: [Task]
    }

    /// One task.
    package struct Task: Sendable, Hashable, Codable {
        /// The identifier as text, with the edition that counted.
        package var name: String
        /// What it was about.
        package var kind: TaskKind
        /// What is known of each competitor: a number, a list of losses of samples, or why there is none.
        package var results: [String: JSONValue]
        /// Who won it, in a boss round.
        package var decision: BossTask.Decision?
    }

    /// The name of the preset.
    package var preset: String
    /// The hash of the preset.
    package var presetHash: String
    /// What it was about.
    package var type: TournamentType
    /// The published seed.
    package var seed: String
    /// Who took part but the champion.
    package var entrants: [String]
    /// Who defended the title.
    package var defending: TournamentChampion?
    /// All rounds.
    package var rounds: [Round]
    /// How it ended; nil: it was cancelled.
    package var outcome: TournamentOutcome?
    /// What it pays by itself; nil: nothing.
    package var payout: NodeWeights?
    /// How long it took from its beginning, in hours.
    package var hours: Double

    enum CodingKeys: String, CodingKey {
        case preset, type, seed, entrants, defending, rounds, outcome, payout, hours
        case presetHash = "preset_hash"
    }
}

extension TournamentRecord {
    /// Writes a simulated tournament down.
    ///
    /// - Parameters:
    ///   - bracket: The tournament; it has ended.
    ///   - simulation: How it was planned.
    /// - Throws: `PresetError` when the bracket is not of the plan's preset.
    package init(_ bracket: Bracket, of simulation: TournamentSimulation) throws(PresetError) {
        try self.init(bracket, preset: simulation.preset)
        seed = simulation.seed
        entrants = simulation.entrants
    }

    /// Writes a tournament down as far as it has got.
    ///
    /// - Parameters:
    ///   - bracket: The tournament.
    ///   - preset: Its rules.
    /// - Throws: `PresetError` when the bracket is not of the preset.
    package init(_ bracket: Bracket, preset: TournamentPreset) throws(PresetError) {
        self.preset = preset.name
        presetHash = preset.hash
        type = bracket.type
        seed = bracket.draw?.seed ?? ""
        entrants = Array(bracket.competitors.dropLast(bracket.championNumber == nil ? 0 : 1))
        defending = bracket.defending
        rounds = bracket.rounds.indices.map { Self.round($0, of: bracket) }
        outcome = bracket.outcome
        hours = Double(bracket.now.seconds - (bracket.rounds.first?.began ?? bracket.now).seconds) / 3600
        guard let completed = bracket.completed(payout: preset.payout, after: nil) else { return }
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: bracket.now,
            tournaments: [completed],
            participants: []
        )
        payout = try NodeWeights(audit, preset: preset)
    }

    private static func round(_ index: Int, of bracket: Bracket) -> Round {
        let round = bracket.rounds[index]
        let shape = round.results.shape
        func names(_ numbers: some Sequence<Int32>) -> [String] { numbers.map { bracket.competitors[Int($0)] } }
        let matches = (0..<shape.matches).map { match -> Match in
            let competitors = names(shape.seats[shape.range(of: match)])
            let tasks = (0..<round.results.tasksPerMatch).map { task -> Task in
                let reports = round.results.reports[round.results.range(match: match, task: task)]
                let results = zip(competitors, reports).reduce(into: [String: JSONValue]()) { $0[$1.0] = $1.1.document }
                let edition = Int(round.editions[match * round.results.tasksPerMatch + task])
                let identifier = TaskIdentifier(round: index + 1, match: match + 1, number: task + 1, edition: edition)
                return Task(
                    name: identifier.text(shape.kind),
                    kind: round.results.kind(match: match, task: task),
                    results: results,
                    decision: round.verdict?.decisions[task]
                )
            }
            return Match(competitors: competitors, tasks: tasks)
        }
        return Round(
            kind: shape.kind,
            matches: matches,
            advancing: names(round.winners ?? []),
            bye: shape.bye.map { bracket.competitors[Int($0)] }
        )
    }
}

extension Report {
    /// The report as JSON: a number, a list, a word, or an object for a model that is no finetune.
    var document: JSONValue {
        switch self {
        case .pending: .null
        case .score(let value): value.isFinite ? .number(value) : .string("not-a-number")
        case .samples(let losses): .array(losses.map(JSONValue.number))
        case .notFinetuned(let value): .object(["not_finetuned": .number(value)])
        case .failed(let failure): .string(failure.rawValue)
        }
    }

    /// Reads a report; nil: nothing is known.
    init?(document: JSONValue) {
        switch document {
        case .integer, .fraction: self = .score(document.double ?? .nan)
        case .array(let losses): self = .samples(losses.map { $0.double ?? .nan })
        case .string(let word): self = FailureClass(rawValue: word).map(Report.failed) ?? .score(.nan)
        case .object(let members): self = .notFinetuned(members["not_finetuned"]?.double ?? .nan)
        case .null, .bool: return nil
        }
    }
}
