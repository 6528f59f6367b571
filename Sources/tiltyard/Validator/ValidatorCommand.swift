import Arena
import ArgumentParser
import Chain
import Execution
import Logging
import Records
import Rules
import ServiceLifecycle
import Subtensor
import UnixSignals

struct ValidatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validator",
        abstract: "Run the contest.",
        subcommands: [ValidatorRunCommand.self, ValidatorAdmitCommand.self, ValidatorBurnCommand.self]
    )
}

/// Runs the standing contest until it is told to stop.
struct ValidatorRunCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Take submissions, have them judged, keep the board and pay the champion.",
        discussion:
            """
            Founds an arena with an embedded chain in the folder when there is none, or with --network one on the chain \
            of a node. May be killed at any time.
            """
    )

    @Option(help: "The hotkey that gets what is burned. Default: the network's own burn uid.")
    var burnHotkey: String?

    @Option(help: .hidden)
    var judgeProgram: String?

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @Option(help: "The subnet on a network. Default: the arena's own, or 1.")
    var netuid: UInt16?

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @OptionGroup(title: "Log")
    var log: LogOptions

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        let home = arena.folder
        let preset = try arena.rules
        let logger = log.logger()
        let (chain, validator) = try await join(home, preset, logger)
        let records = try Records.open(at: home.records)
        try await WeightsDuty.crusade.require(in: records)
        let service = CrusadeValidator(
            chain: chain,
            treasury: chain as? any Treasury,
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

    /// The arena's chain and the key that sets weights on it.
    private func join(_ home: Home, _ preset: Preset, _ logger: Logger) async throws -> (any Chain, HotkeyPair) {
        let node = try network.node(for: home)
        guard try node != nil || home.network != nil else {
            let found = try home.openOrFound(schedule: preset.schedule, emission: ArenaOptions.emissionRao)
            return (found.chain, found.validator)
        }
        let chain = try await home.connect(to: node, netuid: netuid)
        let key = try home.validatorKey()
        let neuron = try await chain.metagraph().neurons.first { $0.hotkey == key.hotkey }
        if neuron?.isValidator != true {
            logger.warning(
                "this arena's hotkey may not set weights; everything else is done",
                metadata: [
                    "hotkey": "\(key.hotkey)", "netuid": "\(chain.netuid)",
                    "lacks": neuron == nil ? "a uid" : "a validator permit",
                ]
            )
        }
        return (chain, key)
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
}
