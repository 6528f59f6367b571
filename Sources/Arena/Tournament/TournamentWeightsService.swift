package import Logging
import Rules
import ServiceLifecycle

/// Sets the weights of tournaments once a tempo, and when somebody else is to be paid, for as long as it runs.
///
/// It may be killed at any instant, and needs no director to run.
package struct TournamentWeightsService: Service {
    private let payer: TournamentPayer
    private let clock: any TournamentClock
    private let logger: Logger
    private let rest: Duration

    /// Makes the service.
    ///
    /// - Parameters:
    ///   - payer: Sets the weights.
    ///   - clock: The time of the world.
    ///   - logger: Is told what was set, and each failure once.
    ///   - rest: How often it looks whether it is time; after failures it rests up to 64 times as long.
    package init(
        payer: TournamentPayer,
        clock: any TournamentClock = WorldClock(),
        logger: Logger,
        rest: Duration = .seconds(6)
    ) {
        self.payer = payer
        self.clock = clock
        self.logger = logger
        self.rest = rest
    }

    /// Works until the task is cancelled or a graceful shutdown begins.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var failures = 0
            while !Task.isCancelled {
                do {
                    if let statement = try await payer.pay(at: try await payer.moment(at: clock.now)) {
                        logger.notice("weights set", metadata: ["statement": "\(statement.digest)"])
                    }
                    failures = 0
                } catch is CancellationError {
                    return
                } catch {
                    failures += 1
                    logger.error("weights not set", metadata: ["error": "\(error)", "failures": "\(failures)"])
                }
                try? await Task.sleep(for: rest * (1 << min(failures, 6)))
            }
        }
    }
}
