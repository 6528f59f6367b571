import Foundation
import Rules
import Synchronization
import Testing

@testable import Arena
@testable import Records

@Suite struct FetchRetriesTests {
    /// A clock that stands still until it is moved.
    private final class Hands: Sendable {
        private let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func move(by duration: Duration) { time.withLock { $0 += duration } }
    }

    private static func submission(_ id: String) throws -> Submission {
        Submission(
            id: id,
            hotkey: try #require(Hotkey(bytes: [UInt8](repeating: 1, count: 32))),
            codeHash: CodeHash(of: Data()),
            url: "https://example.org/train.py",
            committedAt: 1,
            reveal: RevealPosition(block: 3, index: 0),
            state: .revealed,
            refusal: nil
        )
    }

    @Test func pausesDoubleUpToABoundAndPatienceEnds() async throws {
        let hands = Hands()
        let retries = FetchRetries(first: .seconds(1), longest: .seconds(4), patience: .seconds(10)) { hands.now }
        let submission = try Self.submission("s-1")
        for pause in [1, 2, 4] {
            #expect(await retries.postpone("s-1", after: .network))
            #expect(await retries.due(of: [submission]).isEmpty)
            hands.move(by: .seconds(pause))
            #expect(await retries.due(of: [submission]).map(\.id) == ["s-1"])
        }
        hands.move(by: .seconds(4))
        #expect(await retries.postpone("s-1", after: .network) == false)
        // Even then there is a pause: whoever is refused in vain is not tried again at full speed.
        #expect(await retries.due(of: [submission]).isEmpty)
    }

    @Test func aFailureOfTheMachineCostsNoPatience() async throws {
        let hands = Hands()
        let retries = FetchRetries(first: .seconds(1), longest: .seconds(4), patience: .seconds(10)) { hands.now }
        for _ in 0..<20 {
            #expect(await retries.postpone("s-1", after: .machine))
            hands.move(by: .seconds(5))
        }
        #expect(await retries.awaits([try Self.submission("s-1")]))
        #expect(await retries.postpone("s-1", after: .network))
        #expect(await retries.awaits([try Self.submission("s-1")]) == false)
    }

    @Test func forgetsWhatWasTakenIn() async throws {
        let hands = Hands()
        let retries = FetchRetries(first: .seconds(1), patience: .seconds(10)) { hands.now }
        await retries.postpone("s-1", after: .network)
        await retries.keep([])
        #expect(await retries.due(of: [try Self.submission("s-1")]).count == 1)
    }
}
