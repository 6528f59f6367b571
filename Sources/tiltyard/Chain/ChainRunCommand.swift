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
        abstract: "Serve a new chain by JSON-RPC, over WebSocket and HTTP on one port.",
        discussion: """
            Programs for Bittensor's network can use it in place of that network: ws://127.0.0.1:9944. It begins with \
            block 0 whenever it is started, and is gone when it ends. The accounts //Alice, //Bob, //Charlie, //Dave, \
            //Eve and //Ferdie have tokens, and the first three have uids with the hotkeys //AliceHot and so on. \
            Everybody knows these secrets: nothing on this chain is worth anything.
            """
    )

    @Option(help: "The address to listen at. Whoever reaches it may use the chain.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0: any that is free.")
    var port = 9944

    @Option(help: "Seconds between two blocks; the network's are 12.")
    var blockTime = 12.0

    @Flag(help: "Let an epoch have 10 blocks, not 360.")
    var fastEpochs = false

    @Flag(help: "Have weights sealed until a later epoch, as most subnets of the network do.")
    var commitReveal = false

    @Option(help: "The number of the subnet.")
    var netuid: UInt16 = 1

    @OptionGroup(title: "Log")
    var log: LogOptions

    @OptionGroup(title: "Limits")
    var limits: NodeLimitOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard blockTime.isFinite, (0.05...3600).contains(blockTime) else {
            throw ValidationError("--block-time is a number from 0.05 to 3600")
        }
        guard (1..<4096).contains(netuid) else { throw ValidationError("--netuid is a number from 1 to 4095") }
    }

    func run() async throws {
        var settings = ChainSettings()
        settings.blockMilliseconds = UInt64(blockTime * 1000)
        settings.tempo = fastEpochs ? 10 : 360
        settings.netuid = netuid
        settings.isCommitRevealEnabled = commitReveal
        let beacon = try DevelopmentBeacon(genesis: Self.beaconGenesis, period: Self.beaconPeriod)
        let ledger = try Ledger(Runtime(settings, beacon: beacon), startedAt: Self.now())
        let server: NodeServer
        do {
            server = try await NodeServer.start(ledger, host: host, port: port, limits: try limits.limits)
        } catch {
            throw CommandFailure(.unreachable, "\(host):\(port) cannot be listened at: \(error)")
        }
        let url = "ws://\(host):\(server.port)"
        log.announce(
            "a new chain, block 0 is \(ledger.genesis)\nlistening at \(url)",
            "listening",
            ["url": "\(url)", "genesis": "\(ledger.genesis)"]
        )
        var configuration = ServiceGroupConfiguration(
            services: [ChainService(ledger: ledger, server: server)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log.logger()
        )
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Rounds have the numbers of the network's beacon, since clients count so.
    private static let beaconGenesis: UInt32 = 1_692_803_367
    private static let beaconPeriod: UInt32 = 3

    static let now: @Sendable () -> UInt64 = { UInt64(Date().timeIntervalSince1970 * 1000) }
}

/// Makes blocks until the program ends, then closes all connections.
private struct ChainService: Service {
    let ledger: Ledger
    let server: NodeServer

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await BlockClock(ledger, time: ChainRunCommand.now).run(ContinuousClock())
        }
        await server.stop()
    }
}
