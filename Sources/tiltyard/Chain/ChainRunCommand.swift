import ArgumentParser
import ChainNode
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Serves a chain for development.
struct ChainRunCommand: AsyncParsableCommand, LoggingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Serve a chain by JSON-RPC, over WebSocket and HTTP on one port.",
        discussion: """
            Programs for Bittensor's network can use it in place of that network: ws://127.0.0.1:9944. Without --file it \
            begins with block 0 whenever it is started, and is gone when it ends. The accounts //Alice, //Bob, \
            //Charlie, //Dave, //Eve and //Ferdie have tokens, and the first three have uids with the hotkeys //AliceHot and so on. \
            Everybody knows these secrets: nothing on this chain is worth anything.
            """
    )

    @Option(help: "The address to listen at. Whoever reaches it may use the chain.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0: any that is free.")
    var port = 9944

    @Option(help: "Seconds between two blocks; the network's are 12.")
    var blockTime = 12.0

    @Flag(help: "Let an epoch have 10 blocks, not 360, and pay one token altogether.")
    var fastEpochs = false

    @Flag(help: "Keep epochs as state, as the network's rules after version 343 do; clients of those ask for it.")
    var statefulEpochs = false

    @Flag(help: "Have weights sealed until a later epoch, as most subnets of the network do.")
    var commitReveal = false

    @Option(help: "The number of the subnet.")
    var netuid: UInt16 = 1

    @Option(help: "The time of block 0, in seconds since 1970. Default: now.")
    var startsAt: Int?

    @Option(help: "A file in which the chain is kept, so that it goes on when it is started again. Default: none.")
    var file: String?

    @OptionGroup(title: "Beacon")
    var beacon: BeaconOptions

    @OptionGroup(title: "Log")
    var log: LogOptions

    @OptionGroup(title: "Limits")
    var limits: NodeLimitOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard blockTime.isFinite, (0.05...3600).contains(blockTime) else {
            throw ValidationError("--block-time is a number from 0.05 to 3600")
        }
        guard startsAt.map({ (0...Int(Int32.max)).contains($0) }) ?? true else {
            throw ValidationError("--starts-at is a number of seconds below 2^31")
        }
        guard (1..<4096).contains(netuid) else { throw ValidationError("--netuid is a number from 1 to 4095") }
    }

    func run() async throws {
        var settings = ChainSettings()
        settings.blockMilliseconds = UInt64(blockTime * 1000)
        settings.tempo = fastEpochs ? 10 : 360
        settings.epochEmission = fastEpochs ? 1_000_000_000 : nil
        settings.epochs = statefulEpochs ? .stateful : .byBlockNumber
        settings.netuid = netuid
        settings.isCommitRevealEnabled = commitReveal
        let source = try beacon.makeSource()
        let runtime = try Runtime(settings, beacon: source.beacon)
        let store = try file.map { try BlockStore(path: $0, clockShift: clockShift) }
        guard try startsAt == nil || store.map({ try !$0.hasGrown }) ?? true else {
            throw ValidationError("--starts-at is for a new chain, and there is one in --file")
        }
        let now = Self.clock(shiftedBy: store?.clockShift ?? clockShift)
        let ledger =
            try store.map { try Ledger(runtime, startedAt: now(), keptIn: $0) } ?? Ledger(runtime, startedAt: now())
        let limits = try limits.limits
        let server = try await CommandFailure.listening(at: host, port) {
            try await NodeServer.start(ledger, host: host, port: port, limits: limits)
        }
        let url = "ws://\(host):\(server.port)"
        let head = ledger.head.number
        let beginning = head == 0 ? "a new chain" : "a chain that goes on after block \(head)"
        log.announce(
            "\(beginning), block 0 is \(ledger.genesis)\nlistening at \(url)",
            "listening",
            ["url": "\(url)", "genesis": "\(ledger.genesis)", "block": "\(head)"]
        )
        var configuration = ServiceGroupConfiguration(
            services: [ChainService(ledger: ledger, store: store, server: server, now: now, source: source)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log.logger()
        )
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// By how many milliseconds the clock of a new chain is ahead of the machine's, so that it begins at block 0's time.
    private var clockShift: Int64 {
        startsAt.map { Int64((Double($0) - Date().timeIntervalSince1970) * 1000) } ?? 0
    }

    private static func clock(shiftedBy milliseconds: Int64) -> @Sendable () -> UInt64 {
        { UInt64(clamping: Int64(Date().timeIntervalSince1970 * 1000) + milliseconds) }
    }
}

/// Makes blocks until the program ends, then closes all connections.
private struct ChainService: Service {
    let ledger: Ledger
    let store: BlockStore?
    let server: NodeServer
    let now: @Sendable () -> UInt64
    let source: BeaconSource

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let clock = BlockClock(ledger, keptIn: store, time: now)
                    group.addTask { try await clock.run(ContinuousClock()) }
                    group.addTask { await source.follow(now: now, after: ledger.lastRound) }
                    try await group.waitForAll()
                }
            }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}
