import Arena
import ArgumentParser
import Foundation
import Judging
import Logging
import Rules

/// Shows the main job: real submissions are sealed, revealed, judged, ranked and paid on this machine.
struct DemoCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a whole contest on this machine: five submissions, honest and not.",
        discussion: """
            Its pages are served meanwhile. Exit status 0: every submission ended as it should. The arena stays in the \
            folder to look at. With --network it takes place on a development chain that tiltyard chain run serves: \
            //Dave pays for the hotkeys, //BobHot sets the weights.
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

    @Flag(help: "Serve no pages.")
    var noSite = false

    @Option(help: "The port of its pages; 0: any that is free. Default: 8000, or any that is free.")
    var port: Int?

    @OptionGroup(title: "Log")
    var log: LogOptions

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard (0...65_535).contains(port ?? 0) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard !noSite || port == nil else { throw ValidationError("--port and --no-site exclude each other") }
    }

    func run() async throws {
        _ = try HarnessResource(environment: machine.environment)
        let preset = try Preset.named("demo")
        // People are told what happens in other words than a log's.
        let logger = log.logger("tiltyard.demo", level: log.format == .human ? .critical : .notice)
        let home = Home(home)
        let voice = DemoVoice(isQuiet: json, isSilent: json && log.format == .json)
        let place = try network.node(for: nil).map { DemoStage.Place(node: $0, netuid: netuid) }
        let stage = try await DemoStage(
            home: home,
            preset: preset,
            machine: machine,
            place: place,
            voice: voice,
            logger: logger
        )
        let site =
            noSite ? nil : DemoSite(home: home, preset: preset, port: port, logger: logger) { voice.say($0) }
        voice.say(Terminal.styled("Tiltyard demo", .bold) + "  five submissions, one board, rules \(preset.name)")
        voice.say("Each trains a small transformer for \(preset.steps) steps, \(preset.runs) times, in a sandbox.\n")
        let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
            if let site { group.addTask { await site.run() } }
            try await stage.submitAll()
            let outcome = try await stage.judgeAll(staying: !once, address: { site?.address })
            group.cancelAll()
            return outcome
        }
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
