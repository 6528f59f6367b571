import Arena
import ArgumentParser
import Logging
import Records
import Rules

/// Calls a tournament off.
struct TournamentCancelCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Call a tournament off that has not begun; fees that are held go back to their coldkeys."
    )

    @OptionGroup var choice: TournamentChoice

    @OptionGroup(title: "Log")
    var log: LogOptions

    func run() async throws {
        let (home, _, row) = try await choice.find()
        let stand = try await TournamentStand(
            home,
            preset: row.preset,
            logger: log.logger("tiltyard.tournament", level: .warning)
        )
        defer { withExtendedLifetime(stand) {} }
        let known = try await stand.records.replay(row).bracket.now
        let (entries, clock) = (KnownEntries([]), RehearsalClock(known))
        let world = stand.world(entries: entries, skills: [:], clock: clock, type: row.plan.type)
        var director = try await TournamentDirector(row, in: world)
        guard try await director.cancel() else {
            throw CommandFailure(.rejected, "\(row.plan.id) has begun or has ended; it cannot be called off")
        }
        Terminal.line("\(row.plan.id) is called off")
    }
}
