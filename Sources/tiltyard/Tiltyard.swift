import ArgumentParser

@main
struct Tiltyard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiltyard",
        abstract: "An arena for training code whose scores nobody has to trust.",
        subcommands: [
            DemoCommand.self, BenchCommand.self, BoardCommand.self, EpochCommand.self, MinerCommand.self,
            ValidatorCommand.self, RulesCommand.self,
            MeasureCommand.self, WorkloadCommand.self, CalibrateCommand.self, CalibrationCommand.self,
            RedteamCommand.self,
            DoctorCommand.self, JudgeCommand.self, LauncherCommand.self, SeatCommand.self,
        ]
    )
}
