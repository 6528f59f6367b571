import Chain
import Rules
import Testing

@testable import Site

/// How the site waits for a chain.
@Suite struct ChainWatchTests {
    /// A watch over the chain of an arena in which no block passes.
    private static func watch(
        _ chain: CountingChain,
        wait: Duration = .seconds(60),
        rest: Duration = .zero
    ) -> ChainWatch {
        ChainWatch(wait: wait, rest: rest, logger: TestSite.quiet) { chain }
    }

    @Test func aBlockIsAskedAboutOnce() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), chain = CountingChain(arena.chain)
        let watch = Self.watch(chain)
        for _ in 0..<5 { #expect(try await watch.moment().isAway == false) }
        #expect(chain.rhythms == 1)
        #expect(chain.payouts == 1)
        try arena.remove()
    }

    @Test func whoComesWhileItIsAskedWaitsForTheSameAnswer() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), chain = CountingChain(arena.chain)
        let watch = Self.watch(chain)
        let blocks = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<20 { group.addTask { try await watch.moment().block } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(blocks.count == 20)
        #expect(chain.rhythms == 1)
        try arena.remove()
    }

    @Test func aChainThatFailsIsToldAsItWasAndAskedAgain() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), chain = CountingChain(arena.chain)
        let watch = Self.watch(chain)
        let before = try await watch.moment()
        chain.fail(with: ChainError(.unreachable, "no node answers"))
        let after = try await watch.moment()
        #expect(after.isAway)
        #expect(after.block == before.block)
        #expect(after.readAt == before.readAt)
        chain.fail(with: nil)
        // The first to come is told at once how it was, and has it asked again.
        while try await watch.moment().isAway { await Task.yield() }
        try arena.remove()
    }

    @Test func whatHasNeverAnsweredIsNoMoment() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), chain = CountingChain(arena.chain)
        chain.fail(with: ChainError(.unreachable, "no node answers"))
        let watch = Self.watch(chain, rest: .seconds(3600))
        for _ in 0..<3 {
            await #expect(throws: ChainError(.unreachable, "")) { try await watch.moment() }
        }
        try arena.remove()
    }

    /// The answer would come in an hour; nobody waits for it, nor asks a second time.
    @Test func nobodyWaitsForAChainThatHangs() async throws {
        let watch = ChainWatch(wait: .milliseconds(20), rest: .zero, logger: TestSite.quiet) {
            try await Task.sleep(for: .seconds(3600))
            throw ChainError(.unreachable, "")
        }
        for _ in 0..<3 {
            await #expect(throws: ChainError(.timedOut, "")) { try await watch.moment() }
        }
    }
}
