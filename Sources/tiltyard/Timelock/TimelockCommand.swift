import ArgumentParser
import Timelock

/// Seals and opens line by line, for the scripts that compare with other software.
struct TimelockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timelock",
        abstract: "Answer lines that ask to seal, to open, to time and to schedule.",
        discussion: "Tests/InteropTests/timelock.py and bench/timelock.py speak to it. Rounds are quicknet's.",
        shouldDisplay: false
    )

    func run() {
        while let line = readLine() { Terminal.line(TimelockLine(line).answer) }
    }
}
