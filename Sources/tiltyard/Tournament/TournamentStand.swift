import Arena
import Chain
import Foundation
import Logging
import Records
import Rules
import Sandbox

/// The arena of a tournament on this machine: its chain, its records and its keys, taken for one director.
struct TournamentStand: Sendable {
    let home: Home
    let preset: TournamentPreset
    let chain: any Chain & Treasury
    let validator: HotkeyPair
    let records: Records
    var drawBlock: UInt64?
    private let logger: Logger
    private let lock: Descriptor

    /// Takes the tournaments of an arena that is there.
    init(_ home: Home, preset: TournamentPreset, logger: Logger) async throws {
        let (chain, validator) = try await home.openTreasury()
        try self.init(home, preset, chain, validator, logger)
    }

    init(
        _ home: Home,
        _ preset: TournamentPreset,
        _ chain: any Chain & Treasury,
        _ validator: HotkeyPair,
        _ logger: Logger
    ) throws {
        self.home = home
        self.preset = preset
        self.chain = chain
        self.validator = validator
        self.logger = logger
        lock = try home.lockTournaments()
        records = try Records.open(at: home.records)
    }

    var cashier: Cashier { Cashier(records: records, treasury: chain, account: validator) }

    /// Returns what sets the weights, as often as the chain wants.
    func payer() async throws -> TournamentPayer {
        TournamentPayer(
            records: records,
            chain: chain,
            validator: validator,
            preset: preset,
            rhythm: WeightsRhythm(try await chain.rhythm())
        )
    }

    /// Returns a source of entries that asks the endpoints of hotkeys; no repository is opened.
    ///
    /// - Parameters:
    ///   - axons: Where hotkeys answer, by their text.
    ///   - limits: What asking may cost.
    /// - Returns: The source.
    func entries(from axons: [String: AxonAddress], limits: EndpointLimits) -> EndpointEntries {
        EndpointEntries(
            chain: chain,
            records: records,
            validator: validator,
            axons: axons,
            blockTime: nil,
            limits: limits,
            inspector: UnopenedRepositories(),
            logger: logger
        )
    }

    /// Makes a director's world.
    func world(
        entries: any EntrySource,
        skills: [String: Double],
        clock: any TournamentClock,
        type: TournamentType
    ) -> TournamentDirector.World {
        let performer = SkilledPerformer(model: SkillModel(), skills: skills, samples: preset[type]?.boss.samples)
        return TournamentDirector.World(
            records: records,
            chain: chain,
            entries: entries,
            tasks: ModelledTasks(performer),
            clock: clock,
            logger: logger,
            seedBlock: drawBlock,
            isRehearsal: true,
            cashier: cashier
        )
    }
}
