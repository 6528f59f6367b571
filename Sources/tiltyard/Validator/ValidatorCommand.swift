import Arena
import ArgumentParser
import Chain
import Execution
import Logging
import Records
import Rules
import ServiceLifecycle
import UnixSignals

struct ValidatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validator",
        abstract: "Run the contest.",
        subcommands: [ValidatorRunCommand.self, ValidatorAdmitCommand.self, ValidatorBurnCommand.self]
    )
}

/// Runs the standing contest until it is told to stop.
struct ValidatorRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Take submissions, have them judged, keep the board and pay the champion.",
        discussion:
            "Founds an arena with an embedded chain in the folder when there is none. May be killed at any time."
    )

    @Option(help: "The least important messages to print: debug, info, notice, warning, error.", transform: level)
    var logLevel = Logger.Level.notice

    @Option(help: "The hotkey that gets what is burned. Default: the network's own burn uid.")
    var burnHotkey: String?

    @Option(help: .hidden)
    var judgeProgram: String?

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        let home = arena.folder
        let preset = try arena.rules
        let level = logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "tiltyard")
        let (chain, validator) = try home.openOrFound(schedule: preset.schedule, emission: ArenaOptions.emissionRao)
        let records = try Records.open(at: home.records)
        try await WeightsDuty.crusade.require(in: records)
        let service = CrusadeValidator(
            chain: chain,
            treasury: chain,
            validator: validator,
            records: records,
            engine: engine,
            inspector: machine.makeInspector(),
            preset: preset,
            home: home,
            logger: logger,
            burnHotkey: try burnHotkey.map(Self.hotkey)
        )
        if let hotkey = try burnHotkey.map(Self.hotkey), try await chain.metagraph().uid(of: hotkey) == nil {
            logger.warning("the burn hotkey is not registered; the network's own burn uid is used until it is")
        }
        logger.notice("validator started", metadata: ["home": "\(home.path)", "preset": "\(preset.name)"])
        var configuration = ServiceGroupConfiguration(
            services: [service],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// The machine's own judge, or a program that tests put in its place: it is given the job's folder.
    private var engine: LocalEngine {
        guard let judgeProgram else { return machine.makeEngine(isDetached: true) }
        return LocalEngine(executable: judgeProgram, arguments: [], isDetached: true)
    }

    private static func hotkey(_ text: String) throws -> Hotkey {
        guard let hotkey = Hotkey(text) else { throw ValidationError("\(text) is no hotkey") }
        return hotkey
    }

    private static func level(_ word: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: word) else { throw ValidationError("\(word) is no log level") }
        return level
    }
}
