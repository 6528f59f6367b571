import ArgumentParser
import Intake
import Logging
import Rules

@main
struct Tiltyard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiltyard",
        abstract: "An arena for training code whose scores nobody has to trust.",
        subcommands: [
            DemoCommand.self, BenchCommand.self, MatchCommand.self, BoardCommand.self, MatchesCommand.self,
            EpochCommand.self, EvidenceCommand.self, SubmissionCommand.self,
            MinerCommand.self, WalletCommand.self, ChainCommand.self, ValidatorCommand.self, ServeCommand.self,
            TopCommand.self, BackupCommand.self, RestoreCommand.self, RulesCommand.self, TournamentCommand.self,
            MeasureCommand.self, NoiseCommand.self, WorkloadCommand.self, CalibrateCommand.self,
            CalibrationCommand.self, RedteamCommand.self,
            DoctorCommand.self, ConformanceCommand.self, JudgeCommand.self, LauncherCommand.self, SeatCommand.self,
            TimelockCommand.self,
        ]
    )

    /// Runs the command of the command line, and ends with a status of `ExitStatus`.
    static func main() async {
        var log: LogOptions?
        do {
            var command = try await asyncParseAsRoot()
            log = (command as? any LoggingCommand)?.log
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error, log: log)
        }
    }

    /// One sentence for people; where this machine failed, with what it said.
    private static func sentence(for error: any Error) -> String {
        // What is wrong with a stranger's document is told in the stranger's words.
        if error is PayoutProblem { return StrangeText.line("\(error)") }
        guard let error = error as? IntakeError else { return "\(error)" }
        guard error.code == .lintFailed, let cause = error.cause else { return error.sentence }
        return "\(error.sentence) (\(cause))"
    }

    /// What the parser threw, it explains itself; other errors are one sentence and a status.
    private static func end(with error: any Error, log: LogOptions?) -> Never {
        if error is ExitCode || exitCode(for: error) != .failure { exit(withError: error) }
        if let log, log.format == .json {
            log.logger().critical("ended by an error", metadata: ["error": "\(sentence(for: error))"])
        } else {
            Terminal.note("Error: \(StrangeText.escaped(sentence(for: error)))")
        }
        exit(withError: ExitStatus(of: error).exit)
    }
}
