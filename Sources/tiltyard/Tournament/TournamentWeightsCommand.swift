import Arena
import ArgumentParser
import Chain
import Logging
import Records
import Rules
import ServiceLifecycle
import UnixSignals

/// Sets the weights of tournaments, for as long as it runs.
struct TournamentWeightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weights",
        abstract: "Set the weights of tournaments once a tempo and when they change, until it is stopped.",
        discussion: """
            It needs no director to run, and may be killed at any time. 'tiltyard tournament payout show' prints by which \
            statement weights were set last.
            """
    )

    @Option(help: "The rules: a preset's name, or its file.")
    var preset = "tournament-open"

    @Option(help: "How many blocks have to lie between two settings; the chain may ask for more.")
    var intervalBlocks: UInt64 = 0

    @Option(help: "How many seconds it rests before it looks again.")
    var restSeconds = 6.0

    @Flag(help: "Set them once, when that is needed, and end.")
    var once = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func validate() throws {
        guard restSeconds.isFinite, (0.01...86_400).contains(restSeconds) else {
            throw ValidationError("--rest-seconds is a number from 0.01 to 86400")
        }
    }

    func run() async throws {
        let home = try homeOptions.existing
        let rules = try TournamentPreset.named(preset)
        let lock = try home.lockWeights()
        defer { withExtendedLifetime(lock) {} }
        let (chain, validator) = try await home.openTreasury()
        let records = try Records.open(at: home.records)
        try await WeightsDuty.tournaments.require(in: records)
        let payer = TournamentPayer(
            records: records,
            chain: chain,
            validator: validator,
            preset: rules,
            rhythm: WeightsRhythm(try await chain.rhythm(), interval: intervalBlocks)
        )
        if once {
            let moment = try await payer.moment(at: WorldClock().now)
            return try await payer.payInTime(at: moment, rest: .seconds(min(restSeconds, 1)))
        }
        let logger = Logger(label: "tiltyard.weights") { StreamLogHandler.standardError(label: $0) }
        let service = TournamentWeightsService(payer: payer, logger: logger, rest: .seconds(restSeconds))
        var configuration = ServiceGroupConfiguration(
            services: [service],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        try await ServiceGroup(configuration: configuration).run()
    }
}
