import Chain
import Foundation
import Records
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Arena

/// Weights that are kept on a chain that fails, seals, or is asked again after a crash.
@Suite struct WeightsKeeperTests {
    private static let wanted: [UInt16: UInt16] = [0: 65_535]

    private let table: TournamentTable
    private let chain: WaywardChain

    init() throws {
        table = try TournamentTable()
        chain = WaywardChain(chain: table.chain)
    }

    private func keep(
        _ wanted: [UInt16: UInt16] = wanted,
        at block: UInt64,
        interval: UInt64 = 0
    ) async throws -> WeightsKeeper.Outcome {
        let keeper = WeightsKeeper(
            chain: chain,
            validator: table.validator,
            records: table.records,
            rhythm: WeightsRhythm(tempo: 10, interval: interval)
        )
        return try await keeper.keep(wanted, at: block) { block in
            try await table.records.recordWeights(block: block, uid: 0, hotkey: nil)
        }
    }

    @Test func theyAreSetOnceATempo() async throws {
        #expect(try await keep(at: 5) == .set)
        #expect(try await keep(at: 6) == .rest)
        #expect(chain.asked == 1)
        #expect(try await table.records.weightsState().last?.weights == Self.wanted)
        #expect(try await keep(at: 11) == .set)
        #expect(chain.asked == 2)
        try table.remove()
    }

    /// Each failure is told once, and the chain is asked ever less often.
    @Test func aChainThatRefusesIsNotPestered() async throws {
        chain.failures = 6
        var told = 0
        for block in 5..<200 as Range<UInt64> {
            do { _ = try await keep(at: block) } catch is ChainError { told += 1 }
        }
        // After 1, 2, 4, 8, 16 and 32 blocks.
        #expect(told == 6)
        #expect(chain.blocks.prefix(7) == [5, 6, 8, 12, 20, 36, 68])
        #expect(try await table.records.weightsState().attempt == nil)
        try table.remove()
    }

    @Test func whatArrivedBeforeACrashIsNotSentAgain() async throws {
        try await table.records.beginWeights(Self.wanted, at: 5)
        try await table.chain.setWeights(Self.wanted, by: table.validator)
        #expect(try await keep(at: 6) == .set)
        #expect(chain.asked == 0)
        #expect(try await table.records.lastWeights()?.block == 5)
        #expect(try await keep(at: 7) == .rest)
        try table.remove()
    }

    @Test func whatDidNotArriveBeforeACrashIsSent() async throws {
        try await table.records.beginWeights(Self.wanted, at: 5)
        #expect(try await keep(at: 5) == .wait(until: 6))
        #expect(try await keep(at: 6) == .set)
        #expect(chain.asked == 1)
        try table.remove()
    }

    /// The chain has what was wanted before the crash, and now somebody else is to be paid.
    @Test func whatArrivedBeforeACrashCountsForTheInterval() async throws {
        try await table.records.beginWeights([0: 1], at: 5)
        try await table.chain.setWeights([0: 1], by: table.validator)
        #expect(try await keep(at: 6, interval: 4) == .wait(until: 6))
        #expect(try await table.records.lastWeights() == nil)
        #expect(try await keep(at: 6, interval: 4) == .wait(until: 9))
        #expect(try await keep(at: 9, interval: 4) == .set)
        #expect(chain.asked == 1)
        try table.remove()
    }

    @Test func sealedWeightsThatNobodySawArriveCountAsSent() async throws {
        chain.isSealed = true
        try await table.records.beginWeights(Self.wanted, at: 5)
        #expect(try await keep(at: 6, interval: 3) == .wait(until: 8))
        #expect(try await keep(at: 8, interval: 3) == .set)
        // What the chain shows is of an earlier epoch, and is not looked at.
        try await table.chain.setWeights([0: 2], by: table.validator)
        #expect(try await keep(at: 9, interval: 3) == .rest)
        try table.remove()
    }

    /// Whoever crashes in a loop asks ever less often, too.
    @Test func crashesCountAsFailures() async throws {
        for block in [5, 6, 8] as [UInt64] { try await table.records.beginWeights(Self.wanted, at: block) }
        #expect(try await table.records.weightsState().attempt?.failures == 2)
        #expect(try await keep(at: 9) == .wait(until: 10))
        try table.remove()
    }
}

/// A chain that refuses weights a number of times, or says that it seals them.
private final class WaywardChain: ForwardingChain {
    let chain: LocalChain
    private let state = Mutex(State())

    private struct State {
        var failures = 0
        var isSealed = false
        var asked = 0
        var looked: UInt64 = 0
        var blocks: [UInt64] = []
    }

    init(chain: LocalChain) { self.chain = chain }

    var failures: Int {
        get { state.withLock { $0.failures } }
        set { state.withLock { $0.failures = newValue } }
    }
    var isSealed: Bool {
        get { state.withLock { $0.isSealed } }
        set { state.withLock { $0.isSealed = newValue } }
    }
    var asked: Int { state.withLock { $0.asked } }
    /// The calls of `keep`, counted from 5 as the test counts blocks, in which weights were asked for.
    var blocks: [UInt64] { state.withLock { $0.blocks } }

    func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 {
        let fails = state.withLock { state in
            state.asked += 1
            state.blocks.append(state.looked + 4)
            state.failures -= 1
            return state.failures >= 0
        }
        // A uid that nobody has.
        return try await chain.setWeights(fails ? [9999: 1] : weights, by: pair)
    }

    func sealsWeights() async throws -> Bool {
        state.withLock { state in
            state.looked += 1
            return state.isSealed
        }
    }
}
