import ArgumentParser
import Rules

/// Shows where the limits of a preset come from.
struct CalibrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibration",
        abstract: "Show the honest and dishonest runs that a preset's limits come from."
    )

    @Argument(help: "A preset's name, or its file.")
    var preset = "demo"

    @Flag(help: "Print the whole calibration as JSON.")
    var json = false

    @Flag(help: "Print a Markdown page.")
    var markdown = false

    func run() throws {
        guard let calibration = try Preset.calibration(of: preset) else {
            throw ValidationError("the preset '\(preset)' names no calibration")
        }
        if json { return try Terminal.json(calibration) }
        let table = CalibrationTable(calibration)
        for line in markdown ? table.markdown(title: preset) : table.lines { Terminal.line(line) }
    }
}
