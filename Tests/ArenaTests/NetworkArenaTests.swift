import Arena
import Chain
import ChainNode
import Foundation
import Logging
import Records
import Rules
import Substrate
import Subtensor
import TestSupport
import Testing

/// The same contest on the embedded chain and on one behind a socket.
@Suite(.serialized)
struct NetworkArenaTests {
    private static let entries = [("100", "slow"), ("200", "fast"), ("reject", "cheat"), ("die 150", "unlucky")]

    @Test func aContestEndsAsItDoesOnTheEmbeddedChain() async throws {
        let local = try TestArena(emission: 1_000_000_000)
        for (text, name) in Self.entries { try await local.submit(text, as: name) }
        let here = try await local.run(ScriptedEngine(), until: Self.isOver)
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node)
        for (text, name) in Self.entries { try await arena.submit(text, as: name) }
        let there = try await arena.run(until: Self.isOver)
        let names = try (local.names, arena.names)
        #expect(Self.outcomes(here, names.0) == Self.outcomes(there, names.1))
        #expect(here.rows.map(\.score) == there.rows.map(\.score))
        #expect(names.1[there.champion?.hotkey ?? ""] == "fast")
        #expect(names.0[here.champion?.hotkey ?? ""] == "fast")
        let paid = (try #require(here.payouts.last), try #require(there.payouts.last))
        #expect(paid.0.sumRao == paid.1.sumRao)
        #expect(there.emissionRao == paid.1.sumRao)
        #expect(paid.1.payments.contains { $0.hotkey == there.champion?.hotkey && $0.rao == 410_000_000 })
        await arena.remove()
        await node.stop()
        try local.remove()
    }

    /// Rounds of a beacon are no blocks, so that some are forgiven; not so many.
    @Test func aCommitmentThatWasSealedForAnotherTimeIsRefused() async throws {
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node)
        try await arena.submit("100", as: "prompt")
        try await arena.submit("200", as: "hasty", revealBlocks: 150)
        let board = try await arena.run { $0.submissions.filter { $0.outcome != nil }.count == 2 }
        let codes = Dictionary(
            try arena.names.map { hotkey, name in
                (name, board.submissions.first { $0.hotkey == hotkey }?.code)
            },
            uniquingKeysWith: { first, _ in first }
        )
        #expect(codes["prompt"] != "wrong_seal")
        #expect(codes["hasty"] == "wrong_seal")
        await arena.remove()
        await node.stop()
    }

    @Test func anArenaRemembersItsChainAndRefusesAnother() async throws {
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node)
        let known = try #require(try arena.home.network)
        #expect(known.node == node.address)
        #expect(known.genesis == Hex.text(node.ledger.genesis.bytes))
        let again = try await arena.home.connect(to: nil)
        #expect(again.netuid == 1)
        #expect(again.since == known.since)
        await again.close()
        let other = try await ArenaNode()
        await #expect(throws: ChainError(.wrongChain, "")) {
            try await arena.home.connect(to: try NodeAddress(other.address))
        }
        #expect(try arena.home.network == known)
        await #expect(throws: ArenaError(.refused, "")) { try await arena.home.connect(to: nil, netuid: 2) }
        #expect(throws: ArenaError(.refused, "")) {
            try arena.home.openOrFound(schedule: arena.preset.schedule, emission: 1)
        }
        await other.stop()
        await arena.remove()
        await node.stop()
    }

    @Test func anArenaRefusesItsChainWhenThatHasLostBlocks() async throws {
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node)
        let memory = FileBlockMemory(path: arena.home.lastBlockFile)
        let seen = try #require(try memory.newest())
        #expect(node.ledger.block(number: seen.number)?.hash == seen.hash)
        let mode = try FileManager.default.attributesOfItem(atPath: arena.home.lastBlockFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        await arena.chain.close()
        // As if the chain had gone back after this block, and on with others.
        try memory.remember(SeenBlock(number: seen.number + 1, hash: node.ledger.genesis))
        await #expect(throws: ChainError(.lostBlocks, "")) { try await arena.home.connect(to: nil) }
        await arena.remove()
        await node.stop()
    }

    @Test func anArenaThatHasForgottenItsChainIsNotTakenToAnother() async throws {
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node)
        let files = FileManager.default
        let mode = try files.attributesOfItem(atPath: arena.home.networkFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try files.removeItem(atPath: arena.home.networkFile)
        await #expect(throws: ArenaError(.unreadable, "")) {
            try await arena.home.connect(to: try NodeAddress(node.address))
        }
        await arena.remove()
        try files.createDirectory(atPath: arena.home.payments, withIntermediateDirectories: true)
        await #expect(throws: ArenaError(.unreadable, "")) {
            try await arena.home.connect(to: try NodeAddress(node.address))
        }
        try files.removeItem(atPath: arena.home.path)
        await node.stop()
    }

    @Test func anArenaWithAnEmbeddedChainStaysWithIt() async throws {
        let local = try TestArena()
        let node = try await ArenaNode()
        await #expect(throws: ArenaError(.refused, "")) {
            try await local.home.connect(to: try NodeAddress(node.address))
        }
        await node.stop()
        try local.remove()
    }

    private static func isOver(_ board: BoardView) -> Bool {
        board.submissions.filter { $0.outcome != nil }.count == entries.count
            && board.payouts.last?.payments.contains { $0.hotkey == board.champion?.hotkey } == true
    }

    /// What became of whom, by name.
    private static func outcomes(_ board: BoardView, _ names: [String: String]) -> [String: String] {
        Dictionary(
            board.submissions.map { (names[$0.hotkey] ?? $0.hotkey, "\($0.outcome ?? "") \($0.code ?? "")") },
            uniquingKeysWith: { "\($0), \($1)" }
        )
    }
}

extension TestArena {
    /// The names of the competitors' hotkeys.
    var names: [String: String] { get throws { try home.names } }
}

extension Home {
    fileprivate var names: [String: String] {
        get throws {
            Dictionary(
                try wallet.hotkeys.map { (try wallet.load($0).hotkey.text, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }
}

/// An arena on the chain of a node, with a judge by script.
struct NetworkArena {
    let home = Home(NSTemporaryDirectory() + "arena-\(UUID().uuidString)")
    let chain: SubtensorChain
    let records: Records
    let preset: Preset

    init(_ node: ArenaNode, fee: FeeRule? = nil) async throws {
        var preset = try Preset.named("demo")
        preset.fee = fee
        preset.schedule.tempoBlocks = 5
        // What is sealed for blocks that come so soon has to be sent before them.
        preset.schedule.revealBlocks = 12
        self.preset = preset
        let payer = try SecretURI("//Dave").keyPair()
        chain = try await home.connect(to: try NodeAddress(node.address), netuid: 1) { settings in
            settings.payer = payer
            settings.options.firstPause = .milliseconds(10)
            // Blocks follow each other so quickly that no shorter one would last.
            settings.options.shortestEra = 64
        }
        records = try Records.open(at: home.records)
    }

    var names: [String: String] { get throws { try home.names } }

    func submit(_ text: String, as name: String, revealBlocks: Int? = nil, payer: FeePayer? = nil) async throws {
        var preset = preset
        if let revealBlocks { preset.schedule.revealBlocks = revealBlocks }
        let file = "\(home.path)/\(name).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        _ = try await MinerClient(home: home, preset: preset, chain: chain, payer: payer)
            .submit(file: file, as: name)
    }

    func run(until fits: @escaping @Sendable (BoardView) -> Bool) async throws -> BoardView {
        let validator = CrusadeValidator(
            chain: chain,
            treasury: chain,
            validator: HotkeyPair(try SecretURI("//BobHot").keyPair()),
            records: records,
            engine: ScriptedEngine(),
            inspector: ScriptedInspector(),
            preset: preset,
            home: home,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            rest: .milliseconds(5),
            pauseAfterFailure: .milliseconds(5),
            parallelFetches: 1
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await validator.run() }
            let deadline = ContinuousClock.now + .seconds(120)
            while true {
                let board = try await BoardView.read(records: records, chain: chain, preset: preset)
                if fits(board) || ContinuousClock.now > deadline {
                    group.cancelAll()
                    return board
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    func remove() async {
        await chain.close()
        try? records.close()
        try? FileManager.default.removeItem(atPath: home.path)
    }
}
