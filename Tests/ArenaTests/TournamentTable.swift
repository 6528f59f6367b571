import Chain
import Foundation
import Logging
import Records
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Arena

/// A tournament in a temporary folder: records, an embedded chain whose clock a test moves, and entrants who have paid.
struct TournamentTable: Sendable {
    static let fee: UInt64 = 250_000_000

    let folder: URL
    let records: Records
    let chain: LocalChain
    let validator: HotkeyPair
    let clock = RehearsalClock(Moment(1_000_000))
    let chainTime: ChainTime
    let preset: TournamentPreset

    /// The time of the chain, in blocks.
    final class ChainTime: Sendable {
        let block = Mutex<Double>(5)

        var now: Date { Date(timeIntervalSince1970: 1_800_000_000 + block.withLock { $0 }) }
    }

    /// What ends a test's process.
    struct Killed: Error {}

    init(_ preset: String = "god-2026") throws {
        self.preset = try TournamentPreset.named(preset)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("table-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        records = try Records.open(at: folder.path + "/records.sqlite")
        validator = HotkeyPair()
        let genesis = Genesis(
            createdAt: Date(timeIntervalSince1970: 1_800_000_000),
            blockTime: Seconds(1),
            tempoBlocks: 10,
            emissionRao: 1_000_000_000,
            validator: validator.hotkey
        )
        let time = ChainTime()
        chainTime = time
        chain = try LocalChain.create(at: folder.path + "/chain.sqlite", genesis: genesis) { time.now }
    }

    func remove() throws {
        try records.close()
        try chain.close()
        try FileManager.default.removeItem(at: folder)
    }

    /// Whose hotkeys are: everybody's that a test makes up.
    static func owners() async throws -> [String: String] {
        let names = (0..<20).map { "h\($0)" } + ["poor"]
        return names.reduce(into: [:]) { $0[$1] = "cold-\($1)" }
    }

    static func registrant(_ name: String, coldkey: String? = nil) -> Registrant {
        Registrant(
            hotkey: name,
            coldkey: coldkey ?? "cold-\(name)",
            address: "host of \(name)",
            repository: "https://git.example/\(name)/training",
            commit: String(repeating: "0", count: 40),
            registered: Moment(0)
        )
    }

    /// Credits the fee of some entrants, once however often it is called.
    func pay(_ registrants: [Registrant]) async throws {
        let deposits = registrants.enumerated().map { number, registrant in
            Deposit(coldkey: registrant.coldkey, rao: Self.fee, block: 1, index: number)
        }
        try await records.credit(deposits, next: 1)
    }

    func plan(_ type: TournamentType = .text) async throws -> TournamentRow {
        try await TournamentOrganiser(records: records, preset: preset).next(type, at: clock.now)
    }

    func world(
        _ entries: any EntrySource,
        _ tasks: any TaskSource,
        seedBlock: UInt64? = 3,
        isRehearsal: Bool = true,
        owners: (@Sendable () async throws -> [String: String])? = TournamentTable.owners,
        afterEvent: @escaping @Sendable (Int) throws -> Void = { _ in }
    ) -> TournamentDirector.World {
        TournamentDirector.World(
            records: records,
            chain: chain,
            entries: entries,
            tasks: tasks,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            seedBlock: seedBlock,
            isRehearsal: isRehearsal,
            owners: owners,
            afterEvent: afterEvent
        )
    }

    static var performer: SkilledPerformer {
        var model = SkillModel()
        (model.infrastructureFailures, model.taskFailures, model.competitorFailures) = (0.1, 0.02, 0.05)
        return SkilledPerformer(model: model, skills: ["h3": 0.05], samples: nil)
    }

    /// Steps until the tournament has ended; nothing that fails is tried again.
    static func play(_ director: inout TournamentDirector) async throws {
        for _ in 0..<10_000 {
            switch try await director.step() {
            case .moved: continue
            case .ended: return
            case .blockAwaited: throw Killed()
            case .idle(let until): try await director.world.clock.wait(until: until)
            }
        }
        Issue.record("the tournament does not end")
    }
}
