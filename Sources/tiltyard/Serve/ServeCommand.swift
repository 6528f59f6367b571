import Arena
import ArgumentParser
import Foundation
import Logging
import Rules
import ServiceLifecycle
import Site
import UnixSignals

/// Serves the board to browsers and programs.
struct ServeCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the arena: web pages, HTTP API and live events.",
        discussion: """
            It only reads, beside a validator that writes; with --submissions it also takes files that registered \
            hotkeys have signed. The arena need not be there yet. With TILTYARD_API_KEY in the environment, the API asks \
            for that key in X-API-Key. There is no TLS: put a proxy before it for the open network.
            """
    )

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0: any that is free.")
    var port = 8000

    @Option(help: "Requests that one address may make in a second; 0: as many as it likes, as behind a proxy.")
    var rate = 40.0

    @Option(help: "MiB of memory for answers that lie ready; 0: every request has one made for it.")
    var keptAnswers = 32

    @Flag(help: "Take submissions at POST /v1/submissions.")
    var submissions = false

    @Option(help: "A collector that is told of every request by OTLP over HTTP, such as http://127.0.0.1:4318.")
    var traces: String?

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @OptionGroup(title: "Log")
    var log: LogOptions

    @OptionGroup(title: "Machine, for --submissions")
    var machine: MachineOptions

    /// The API's key from the environment, for those who ask for it and those who give it.
    static var apiKey: String? {
        ProcessInfo.processInfo.environment["TILTYARD_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard traces.map(Candidate.isAddress) ?? true else {
            throw ValidationError("--traces takes an http or https address")
        }
        guard rate >= 0, rate.isFinite else { throw ValidationError("--rate must not be negative") }
        guard (0...65_536).contains(keptAnswers) else {
            throw ValidationError("--kept-answers is a number from 0 to 65536")
        }
    }

    func run() async throws {
        let logger = log.logger()
        if submissions, try arena.folder.network != nil {
            throw CommandFailure(
                .rejected,
                "--submissions is for arenas with an embedded chain: on a network, competitors commit themselves, with "
                    + "tiltyard miner submit"
            )
        }
        var options = SiteOptions(home: arena.folder, preset: try arena.rules)
        options.host = host
        options.port = port
        options.requestsPerSecond = rate
        options.keptBytes = keptAnswers << 20
        options.apiKey = Self.apiKey
        if submissions { options.intake = SiteIntake(inspector: machine.makeInspector()) }
        options.traceCollector = traces.map { SiteClient(address: $0) }
        let home = arena.folder.path
        let site = SiteServer(options: options, logger: logger) { address in
            log.announce(
                "serving \(home) at http://\(address)",
                "serving",
                ["home": "\(home)", "url": "http://\(address)"]
            )
        }
        var configuration = ServiceGroupConfiguration(
            services: [site],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // A client that does not read what it asked for holds nobody up for longer.
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        configuration.maximumCancellationDuration = .milliseconds(500)
        try await CommandFailure.listening(at: host, port) {
            try await ServiceGroup(configuration: configuration).run()
        }
    }
}
