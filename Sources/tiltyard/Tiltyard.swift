import ArgumentParser

@main
struct Tiltyard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiltyard",
        abstract: "An arena for training code whose scores nobody has to trust.",
        subcommands: [BenchCommand.self, DoctorCommand.self, JudgeCommand.self, LauncherCommand.self])
}
