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
    let chain: LocalChain
    let validator: HotkeyPair
    let records: Records
    let drawBlock: UInt64?
    private let logger: Logger
    private let lock: Descriptor

    /// The rhythm of a chain that has to be founded: a block a second.
    private static let schedule = Schedule(
        blockTime: Seconds(1),
        revealBlocks: 1,
        tempoBlocks: 10,
        maximumSubmissionsPending: 1
    )

    init(_ home: Home, preset: TournamentPreset, drawBlock: UInt64? = nil, logger: Logger) throws {
        self.home = home
        self.preset = preset
        self.drawBlock = drawBlock
        self.logger = logger
        (chain, validator) = try home.openOrFound(schedule: Self.schedule, emission: ArenaOptions.emissionRao)
        lock = try home.lockTournaments()
        records = try Records.open(at: home.records)
    }

    var cashier: Cashier { Cashier(records: records, treasury: chain, account: validator) }

    var payer: TournamentPayer {
        let rhythm = WeightsRhythm(tempo: UInt64(chain.genesis.tempoBlocks))
        return TournamentPayer(records: records, chain: chain, validator: validator, preset: preset, rhythm: rhythm)
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
