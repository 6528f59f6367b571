import Arena
import Chain
import Foundation
import Judging
import Logging
import Records
import Rules
import Substrate
import Subtensor

/// The demo's arena and what is said about it.
struct DemoStage: Sendable {
    private let home: Home
    private let preset: Preset
    private let chain: any Chain
    private let records: Records
    private let validator: CrusadeValidator
    private let voice: DemoVoice

    /// A development chain that the demo takes place on.
    struct Place: Sendable {
        var node: NodeAddress
        var netuid: UInt16?
    }

    /// Makes a fresh arena, in place of an earlier demo's.
    init(
        home: Home,
        preset: Preset,
        machine: MachineOptions,
        place: Place?,
        voice: DemoVoice,
        logger: Logger
    ) async throws {
        self.home = home
        self.preset = preset
        self.voice = voice
        try Self.removeEarlier(home)
        // Before anything else is there: whatever becomes of this demo, the next one may replace it.
        try home.prepare()
        try Data(Self.markerText.utf8).write(to: URL(fileURLWithPath: Self.marker(home)))
        let (chain, key) =
            if let place { try await Self.join(place, home) } else {
                try Self.found(home, preset)
            }
        self.chain = chain
        records = try Records.open(at: home.records)
        validator = CrusadeValidator(
            chain: chain,
            validator: key,
            records: records,
            engine: machine.makeEngine(isDetached: false),
            inspector: machine.makeInspector(),
            preset: preset,
            home: home,
            logger: logger,
            onProgress: { submission, line in
                if let progress = ProgressLine.read(line) { voice.tell(progress, of: submission) }
            }
        )
    }

    private static func found(_ home: Home, _ preset: Preset) throws -> (any Chain, HotkeyPair) {
        let found = try home.openOrFound(schedule: preset.schedule, emission: ArenaOptions.emissionRao)
        return (found.chain, found.validator)
    }

    /// Connects to a development chain, with keys whose secrets everybody knows.
    private static func join(_ place: Place, _ home: Home) async throws -> (any Chain, HotkeyPair) {
        let payer = try SecretURI("//Dave").keyPair()
        let chain = try await home.connect(to: place.node, netuid: place.netuid) { $0.payer = payer }
        let key = try home.developmentKey()
        guard try await chain.metagraph().neurons.contains(where: { $0.hotkey == key.hotkey && $0.isValidator }) else {
            throw CommandFailure(
                .rejected,
                "//BobHot may not set weights at \(place.node); demos take place on chains of tiltyard chain run"
            )
        }
        return (chain, key)
    }

    private func say(_ text: String) { voice.say(text) }

    /// Has every competitor commit.
    func submitAll() async throws {
        let miner = try MinerClient(home: home, preset: preset, chain: chain)
        for entry in DemoEntry.all {
            guard let file = entry.file else {
                throw ArenaError(.unreadable, "the demo's \(entry.name).py is not beside the program")
            }
            let receipt = try await miner.submit(file: file, as: entry.name)
            say("sealed    \(padded(entry.name))  until block \(receipt.revealBlock); it \(entry.story)")
        }
        say("")
    }

    /// Runs the validator until everything is judged and the champion was paid once; then, if asked to, for ever.
    ///
    /// - Parameters:
    ///   - staying: Whether to go on for ever.
    ///   - address: Where a browser finds the board now, if it does.
    /// - Returns: How every submission ended.
    /// - Throws: Errors of the validator and of both databases.
    func judgeAll(staying: Bool, address: @escaping @Sendable () -> String?) async throws -> DemoOutcome {
        let names = try hotkeyNames()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await validator.run() }
            var told: Set<String> = []
            while true {
                let board = try await readBoard()
                for entry in board.submissions where entry.outcome != nil && told.insert(entry.submission).inserted {
                    say(line(entry, names: names))
                }
                if told.count == DemoEntry.all.count, wasPaid(board) { break }
                try await Task.sleep(for: .milliseconds(200))
            }
            let board = try await readBoard()
            show(board, names, staying ? address() : nil)
            if staying { try await keepShowing(board, names, address) }
            group.cancelAll()
            return DemoOutcome(board: board, hotkeys: names)
        }
    }

    private func keepShowing(
        _ first: BoardView,
        _ names: [String: String],
        _ address: @Sendable () -> String?
    ) async throws {
        say("\nThe board stays up to date; submit to it from another terminal. Ctrl-C ends the demo.")
        var shown = first
        while !Task.isCancelled {
            try await Task.sleep(for: .seconds(1))
            let board = try await readBoard()
            guard board.submissions != shown.submissions || board.payouts != shown.payouts else { continue }
            shown = board
            if Terminal.hasColour { say("\u{1B}[2J\u{1B}[H") }
            show(board, names, address())
        }
    }

    private func show(_ board: BoardView, _ names: [String: String], _ address: String?) {
        say("")
        for line in BoardReport(board: board, names: names).lines { say(line) }
        say("")
        say(Terminal.styled("Where to look next", .bold))
        if let address { say("  in a browser    \(address)") }
        say("  this board      tiltyard board --home \(home.path)")
        say("  your own code   tiltyard bench FILE, then tiltyard miner submit FILE --home \(home.path)")
        say("  this machine    tiltyard doctor")
    }

    private func line(_ entry: BoardView.Entry, names: [String: String]) -> String {
        let isAccepted = entry.outcome == "accepted"
        let mark = isAccepted ? Terminal.styled("accepted", .green) : Terminal.styled("rejected", .red)
        return "\(mark)  \(padded(names[entry.hotkey] ?? entry.submission))  \(entry.sentence ?? "")"
    }

    private func padded(_ name: String) -> String { name.padding(toLength: 14, withPad: " ", startingAt: 0) }

    private func readBoard() async throws -> BoardView {
        try await BoardView.read(records: records, chain: chain, preset: preset)
    }

    private func wasPaid(_ board: BoardView) -> Bool {
        guard let champion = board.champion else { return true }
        return board.payouts.last?.payments.contains { $0.hotkey == champion.hotkey } ?? false
    }

    private func hotkeyNames() throws -> [String: String] {
        var names: [String: String] = [:]
        for entry in DemoEntry.all { names[try home.wallet.load(entry.name).hotkey.text] = entry.name }
        return names
    }

    private static let markerText = "an arena of tiltyard demo, which the next demo replaces\n"

    private static func marker(_ home: Home) -> String { "\(home.path)/.tiltyard-demo" }

    /// Removes what an earlier demo left, by name; a folder that holds anything but a demo is left alone.
    private static func removeEarlier(_ home: Home) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: home.path) else { return }
        guard files.contents(atPath: marker(home)) == Data(markerText.utf8) else {
            throw ArenaError(.busy, "\(home.path) holds something that is no demo; choose another folder with --home")
        }
        let lock = try home.lock()
        defer { withExtendedLifetime(lock) {} }
        for name in Home.contents where files.fileExists(atPath: "\(home.path)/\(name)") {
            try files.removeItem(atPath: "\(home.path)/\(name)")
        }
    }
}
