import Records
import Rules

/// A tournament in a few fields.
struct TournamentSummary: Encodable {
    var id: String
    var type: TournamentType
    var preset: String
    var stage: TournamentStage
    var standing: String?
    var entrants: Int
    var rounds: Int
    var events: Int
    var deadline: Moment?
    var seedBlock: UInt64?
    var seed: String?
    var champion: TournamentChampion?
    var outcome: TournamentOutcome?

    enum CodingKeys: String, CodingKey {
        case id, type, preset, stage, standing, entrants, rounds, events, deadline, seed, champion, outcome
        case seedBlock = "seed_block"
    }

    init(_ row: TournamentRow, in records: Records) async throws {
        let (bracket, events) = try await records.replay(row)
        id = row.plan.id
        type = row.plan.type
        preset = row.preset.name
        stage = bracket.stage
        standing = bracket.standing
        entrants = bracket.competitors.count - (bracket.championNumber == nil ? 0 : 1)
        rounds = bracket.rounds.count
        self.events = events
        deadline = bracket.deadline
        seedBlock = bracket.seedBlock
        seed = bracket.draw?.seed
        champion = bracket.outcome?.champion ?? row.plan.champion
        outcome = bracket.outcome
    }

    static func all(_ rows: [TournamentRow], in records: Records) async throws -> [TournamentSummary] {
        var summaries: [TournamentSummary] = []
        for row in rows { summaries.append(try await TournamentSummary(row, in: records)) }
        return summaries
    }
}
