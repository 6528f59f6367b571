import Arena
import ArgumentParser
import Logging
import Records
import Rules

/// Runs tournaments with made-up entrants.
struct TournamentRunCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run tournaments with made-up entrants and modelled results.",
        discussion: """
            Entrants have hotkeys and coldkeys of their own, pay their fees on the chain, and enter; groups, pairs and \
            tasks are drawn from the hash of a block. With --endpoints they are asked over HTTP what they enter, as \
            tiltyard miner serve answers; otherwise all of them do. Nothing is trained: results are modelled skill, and \
            time passes as soon as nothing is due. Started again after a crash, it goes on where it was. An arena whose key pays a \
            standing contest is refused: a key has one set of weights. They take place on the embedded chain or, with \
            --network, on one that tiltyard chain run serves: //Dave gives entrants what they pay, //BobHot sets the weights.
            """
    )

    @Option(help: "The rules: a preset's name, or its file.")
    var preset = "tournament-open"

    @Option(help: "What it is about: text, image or environment. May be given several times.")
    var type: [TournamentType] = []

    @Option(help: "How many enter.")
    var entrants = 16

    @Option(help: "Where skill and the chance in results come from.")
    var seed: UInt64 = 7

    @Option(help: "Run until so many tournaments of each type have ended here. Default: one more than have.")
    var tournaments: Int?

    @Option(help: "The block whose hash is the seed of draws. Default: the fifth after entries are closed.")
    var drawBlock: UInt64?

    @Flag(help: "Only plan the tournaments, and have entrants pay their fees.")
    var prepare = false

    @Option(help: "A JSON file that says where entrants answer: {\"entrant-01\": \"192.0.2.1:7999\", …}; or by hotkey.")
    var endpoints: String?

    @Flag(help: "Ask endpoints inside networks too, such as 127.0.0.1; for rehearsals on one machine.")
    var allowPrivateAddresses = false

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @Option(help: "The subnet on a network. Default: the arena's own, or 1.")
    var netuid: UInt16?

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @OptionGroup(title: "Log")
    var log: LogOptions

    @Flag(help: "Print how they ended as JSON.")
    var json = false

    func validate() throws {
        guard (0...1000).contains(entrants) else { throw ValidationError("--entrants must be from 0 to 1000") }
        guard (tournaments ?? 1) >= 1 else { throw ValidationError("--tournaments must be 1 or more") }
        guard Set(type).count == type.count else { throw ValidationError("--type names a type twice") }
        guard !allowPrivateAddresses || endpoints != nil else {
            throw ValidationError("--allow-private-addresses goes with --endpoints")
        }
    }

    func run() async throws {
        let rules = try TournamentPreset.named(preset)
        let types = type.isEmpty ? [.text] : type
        for type in types where rules[type] == nil {
            throw ValidationError("\(rules.name) has no \(type.rawValue) tournaments")
        }
        let file = try endpoints.map { try EndpointFile($0, allowsPrivateAddresses: allowPrivateAddresses) }
        let home = homeOptions.folder
        let ground = try await RehearsalGround(home, node: try network.node(for: home), netuid: netuid)
        let logger = log.logger("tiltyard.tournament", level: .warning)
        var stage = try TournamentStand(home, rules, ground.chain, ground.validator, logger)
        stage.drawBlock = drawBlock
        defer { withExtendedLifetime(stage) {} }
        try await WeightsDuty.tournaments.require(in: stage.records)
        var rehearsal = TournamentRehearsal(stand: stage, ground: ground, entrants: entrants, seed: seed)
        rehearsal.endpoints = file
        // One after another: they share wallets, balances and the weights of one key.
        var ended: [TournamentRow] = []
        for type in types { ended += try await rehearsal.run(type, tournaments: tournaments, isPrepared: prepare) }
        if json { return try Terminal.json(try await TournamentSummary.all(ended, in: stage.records)) }
        for row in ended.sorted(by: { $0.number < $1.number }) {
            let bracket = try await stage.records.replay(row).bracket
            Terminal.line(Terminal.styled("\(row.plan.id)  \(row.plan.type.rawValue), \(row.preset.name)", .bold))
            let names = try EntrantNames(stage.home)
            let record = try TournamentRecord(bracket, preset: row.preset).renamed(names.name)
            for line in BracketDrawing(record, standing: bracket.standing).lines { Terminal.line(line) }
            Terminal.line()
        }
    }
}
