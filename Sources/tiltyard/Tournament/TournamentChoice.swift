import Arena
import ArgumentParser
import Records
import Rules

/// Which tournament of which arena.
struct TournamentChoice: ParsableArguments {
    @Argument(help: "The tournament's identifier or the beginning of it, or a type. Default: the newest.")
    var tournament: String?

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    /// Opens the arena's records and finds the tournament in them.
    func find() async throws -> (home: Home, records: Records, row: TournamentRow) {
        let home = try homeOptions.existing
        let records = try Records.openReadOnly(at: home.records)
        let rows = try await records.tournaments()
        let found = rows.first { row in
            guard let tournament else { return true }
            return row.plan.id.hasPrefix(tournament) || row.plan.type.rawValue == tournament
        }
        guard let found else {
            throw CommandFailure(.notFound, "there is no tournament \(tournament ?? "yet") in \(home.path)")
        }
        return (home, records, found)
    }
}
