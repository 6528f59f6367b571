package import Timelock

extension DrandClient {
    /// Hands out every pulse from a round on, in order, as it is published.
    ///
    /// It goes on until it is cancelled. After a failure the same round is asked for again, later and later: none is left out,
    /// however long the network is away.
    ///
    /// - Parameters:
    ///   - first: The round to begin with.
    ///   - clock: What it sleeps by.
    ///   - report: Is told each failure.
    ///   - take: Is given each pulse.
    package func follow(
        from first: DrandRound,
        clock: some Clock<Duration> = ContinuousClock(),
        report: @Sendable (DrandError) async -> Void = { _ in },
        _ take: @Sendable (VerifiedPulse) async -> Void
    ) async {
        var round = first
        var delay = retryDelays.lowerBound
        while !Task.isCancelled {
            do {
                let wait = waitingTime(for: round)
                if wait > .zero { try await clock.sleep(for: wait) }
                await take(try await pulse(of: round))
                delay = retryDelays.lowerBound
                guard let next = try? DrandRound(round.number + 1) else { return }
                round = next
                continue
            } catch let error as DrandError {
                // That a round is a moment late is no failure.
                if error.code != .notPublished { await report(error) }
            } catch {
                return
            }
            try? await clock.sleep(for: delay)
            delay = min(delay * 2, retryDelays.upperBound)
        }
    }
}
