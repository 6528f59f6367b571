import Arena
import ArgumentParser
import Foundation
import Judging
import Rules

/// Shows the main job: real submissions are sealed, revealed, judged, ranked and paid on this machine.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a whole contest on this machine: five submissions, honest and not.",
        discussion: """
            Exit status 0: every submission ended as it should. The arena stays in the folder to look at. With --network it \
            takes place on a development chain that tiltyard chain run serves: //Dave pays for the hotkeys, //BobHot sets \
            the weights.
            """
    )

    @Flag(help: "End after the first payout instead of keeping the board up to date.")
    var once = false

    @Flag(help: "Print the outcome as JSON; what happens meanwhile goes to the error stream.")
    var json = false

    @Option(help: "The arena's folder; a demo's arena in it is replaced.")
    var home = ".tiltyard/demo"

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @Option(help: "The subnet on a network.")
    var netuid: UInt16?

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        _ = try HarnessResource(environment: machine.environment)
        let preset = try Preset.named("demo")
        let place = try network.node(for: nil).map { DemoStage.Place(node: $0, netuid: netuid) }
        let stage = try await DemoStage(home: Home(home), preset: preset, machine: machine, place: place, isQuiet: json)
        stage.say(Terminal.styled("Tiltyard demo", .bold) + "  five submissions, one board, rules \(preset.name)")
        stage.say("Each trains a small transformer for \(preset.steps) steps, \(preset.runs) times, in a sandbox.\n")
        try await stage.submitAll()
        let outcome = try await stage.judgeAll(staying: !once)
        if json { try Terminal.json(outcome) }
        guard outcome.isAsExpected else {
            for entry in outcome.submissions where !entry.isAsExpected {
                Terminal.note(
                    "\(entry.name) should have been \(entry.expected); it was \(entry.outcome ?? "not judged")"
                )
            }
            throw ExitCode.failure
        }
    }
}
