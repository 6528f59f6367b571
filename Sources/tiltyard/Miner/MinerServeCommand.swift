import Arena
import ArgumentParser
import Chain
import Foundation
import Logging
import Rules
import ServiceLifecycle
import UnixSignals

/// Tells validators which repository enters.
struct MinerServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Tell validators which repository and commit enter a tournament.",
        discussion: """
            Answers GET /training_repo/{text|image|environment}. Questions have to be signed by a hotkey that is \
            registered on the chain of the arena's folder, for this hotkey, within two minutes, and once. With \
            TILTYARD_REPOSITORY_TOKEN in the environment, that token is handed out with the address, to open a private \
            repository; make it one that can read this repository and nothing else. There is no TLS: put a proxy before \
            it for the open network.
            """
    )

    @Option(help: "The repository's address: https://HOST/OWNER/NAME.")
    var repo: String

    @Option(help: "The commit: 40 hexadecimal digits, as git rev-parse HEAD prints them.")
    var commit: String

    @Option(help: "What it is entered for: text, image or environment. May be given several times; default: text.")
    var type: [TournamentType] = []

    @Option(help: "A data set to ask for. May be given several times.")
    var dataset: [String] = []

    @Option(help: "The address to listen at.")
    var host = "0.0.0.0"

    @Option(help: "The port; 0: any that is free.")
    var port = 7999

    @Option(help: "The least stake of those who are answered, in rao.")
    var leastStake: UInt64 = 0

    @OptionGroup(title: "Wallet")
    var wallet: WalletOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
        guard RepositoryAddress(repo) != nil else {
            throw ValidationError("--repo takes an address like https://HOST/OWNER/NAME")
        }
        guard commit.utf8.count == 40, Hex.bytes(commit.lowercased()) != nil else {
            throw ValidationError("--commit takes the 40 hexadecimal digits that git rev-parse HEAD prints")
        }
        guard Set(type).count == type.count else { throw ValidationError("--type names a type twice") }
    }

    func run() async throws {
        _ = try network.supported()
        let home = try homeOptions.existing
        let pair = try wallet.wallet(home).load(wallet.hotkeyName)
        let chain = try LocalChain.open(at: home.chain, isReadOnly: true)
        let token = ProcessInfo.processInfo.environment["TILTYARD_REPOSITORY_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        let offer = TrainingRepository(
            repository: repo,
            commit: commit.lowercased(),
            token: token.map { RepositoryToken($0) },
            requestedDatasets: dataset
        )
        let types = type.isEmpty ? [.text] : type
        let logger = Logger(label: "tiltyard.miner") { StreamLogHandler.standardError(label: $0) }
        let endpoint = RepositoryEndpoint(
            offers: types.reduce(into: [:]) { $0[$1] = offer },
            gate: EndpointGate(hotkey: pair.hotkey, leastStakeRao: leastStake) { try await chain.metagraph() },
            host: host,
            port: port,
            logger: logger
        ) { address in
            let names = types.map(\.rawValue).joined(separator: ", ")
            Terminal.line("serving \(names) of \(pair.hotkey) at http://\(address)")
        }
        var configuration = ServiceGroupConfiguration(
            services: [endpoint],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        configuration.maximumCancellationDuration = .milliseconds(500)
        try await ServiceGroup(configuration: configuration).run()
    }
}
