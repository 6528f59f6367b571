import ArgumentParser
import Intake
import Rules

/// Looks at a file as intake does, without running it.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look at a file as a validator's intake does: size, text and the rules of the contest.",
        discussion: "Nothing of it runs. Exit status 0: intake takes it. 1: it would be refused."
    )

    @Argument(help: "The file to look at, such as train.py.")
    var file: String

    @Option(help: "The rules of the contest.")
    var preset = "demo"

    @OptionGroup(title: "Settings")
    var settings: RulesOptions

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        let rules = try settings.settings(changing: preset).preset
        let code = try CodeFile.read(file, limits: rules.intake)
        let outcome = try await CheckRun(machine: machine).inspect(code, preset: rules)
        let status = try outcome.show(json: json)
        guard outcome.isAccepted else { throw status }
    }
}
