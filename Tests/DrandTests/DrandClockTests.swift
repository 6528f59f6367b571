import Foundation
import Synchronization
import Testing

@testable import Drand
@testable import Timelock

/// The machine's clock and the chain's rounds.
@Suite struct DrandClockTests {
    private let drand: OwnDrand

    init() throws { drand = try OwnDrand() }

    struct Skew: CustomTestStringConvertible, Sendable {
        let seconds: Double
        let code: DrandError.Code?
        var testDescription: String { "a clock that is off by \(seconds) s" }
    }

    @Test(arguments: [
        Skew(seconds: 0, code: nil),
        Skew(seconds: -10, code: nil),
        Skew(seconds: -10.5, code: .clockBehind),
        Skew(seconds: -86_400, code: .clockBehind),
        Skew(seconds: 13, code: nil),
        Skew(seconds: 13.5, code: .clockAhead),
        Skew(seconds: 86_400, code: .clockAhead),
    ])
    func theNewestRoundTellsHowTheClockIs(_ skew: Skew) async throws {
        try await Relay.run(drand.honest()) { relay in
            let moment = try drand.due(100).addingTimeInterval(skew.seconds)
            let settings = drand.settings([relay.address])
            let code = await OwnDrand.code {
                _ = try await DrandClient.with(settings, now: { moment }) { try await $0.newest().pulse }
            }
            #expect(code == skew.code)
        }
    }

    @Test func aRoundThatIsNotDueIsNotAskedFor() async throws {
        try await Relay.run(drand.honest()) { relay in
            let settings = drand.settings([relay.address])
            #expect(await OwnDrand.code { _ = try await drand.ask(settings, for: 104) } == .notYet)
            #expect(relay.requests.isEmpty)
            // Within the tolerance the relay may know better.
            #expect(await OwnDrand.code { _ = try await drand.ask(settings, for: 103) } == .notPublished)
        }
    }

    @Test func aRoundThatIsLongDueAndThatNobodyHasSaysThatTheClockIsFast() async throws {
        try await Relay.run(drand.honest(newest: 100)) { relay in
            let late = try drand.due(120)
            let settings = drand.settings([relay.address])
            #expect(await OwnDrand.code { _ = try await drand.ask(settings, for: 101, at: late) } == .clockAhead)
        }
    }

    @Test func followingHandsOutEveryRoundOnce() async throws {
        let drand = drand
        let log = FollowLog()
        // Every other request fails.
        let answer: @Sendable (String) -> Relay.Answer = { path in
            let pass = log.passes.withLock { passes in
                passes += 1
                return passes
            }
            if path.hasSuffix("info") { return .text(drand.info()) }
            return pass.isMultiple(of: 2) ? .text("", status: 503) : drand.honest(newest: 200)(path)
        }
        try await Relay.run(answer) { relay in
            let moment = try drand.due(100)
            var settings = drand.settings([relay.address])
            settings.retryDelays = .milliseconds(1)...Duration.milliseconds(2)
            let first = try DrandRound(90)
            try await DrandClient.with(settings, now: { moment }) { client in
                let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self)
                let task = Task {
                    await client.follow(
                        from: first,
                        report: { _ in log.failures.withLock { $0 += 1 } },
                        { pulse in _ = continuation.yield(pulse.pulse.round.number) }
                    )
                }
                for await round in stream {
                    log.rounds.withLock { $0.append(round) }
                    if round == 100 { break }
                }
                task.cancel()
                await task.value
            }
            #expect(log.rounds.withLock { $0 } == Array(90...100))
            #expect(log.failures.withLock { $0 } > 0)
        }
    }
}

/// What was asked and told while a chain was followed.
private final class FollowLog: Sendable {
    let passes = Mutex(0)
    let failures = Mutex(0)
    let rounds = Mutex<[UInt64]>([])
}
