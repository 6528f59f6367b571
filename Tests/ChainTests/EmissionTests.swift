import Foundation
import Rules
import Testing

@testable import Chain

@Suite struct EmissionTests {
    @Test func withoutWeightsTheEmissionIsBurned() async throws {
        let test = try TestChain()
        test.clock.set(block: 9)
        #expect(try await test.chain.payouts(after: 0) == Payouts(payments: [], through: 9))
        test.clock.set(block: 25)
        let payouts = try await test.chain.payouts(after: 0)
        #expect(
            payouts.payments == [
                Payment(block: 10, uid: 0, hotkey: nil, rao: 1000), Payment(block: 20, uid: 0, hotkey: nil, rao: 1000),
            ]
        )
        #expect(payouts.through == 25)
        try test.remove()
    }

    @Test func theWeightsInForceSplitTheEmission() async throws {
        let test = try TestChain()
        let first = try await test.registered()
        let second = try await test.registered()
        test.clock.set(block: 5)
        try await test.chain.setWeights([2: 2, 3: 1], by: test.validator)
        test.clock.set(block: 10)
        try await test.chain.setWeights([3: 65_535], by: test.validator)
        test.clock.set(block: 20)
        let payments = try await test.chain.payouts(after: 0).payments
        #expect(
            payments == [
                Payment(block: 10, uid: 2, hotkey: first.hotkey, rao: 667),
                Payment(block: 10, uid: 3, hotkey: second.hotkey, rao: 333),
                Payment(block: 20, uid: 3, hotkey: second.hotkey, rao: 1000),
            ]
        )
        let stakes = try await test.chain.metagraph().neurons.map(\.stakeRao)
        #expect(stakes == [0, 667, 1333])
        try test.remove()
    }

    /// Nobody looks at the chain while weights are in force; what they bring does not depend on when it is looked at.
    @Test func settlingLateChangesNothing() async throws {
        let test = try TestChain()
        _ = try await test.registered()
        try await test.chain.setWeights([2: 1], by: test.validator)
        test.clock.set(block: 47)
        try await test.chain.setWeights([0: 1], by: test.validator)
        test.clock.set(block: 60)
        let payments = try await test.chain.payouts(after: 0).payments
        #expect(payments.map(\.uid) == [2, 2, 2, 2, 0, 0])
        #expect(payments.map(\.block) == [10, 20, 30, 40, 50, 60])
        try test.remove()
    }

    @Test func everyTempoIsPaidOnce() async throws {
        let test = try TestChain()
        let other = try test.reopened()
        test.clock.set(block: 500)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for chain in [test.chain, other, test.chain, other] {
                group.addTask { _ = try await chain.currentBlock() }
            }
            try await group.waitForAll()
        }
        let payments = try await test.chain.payouts(after: 0).payments
        #expect(payments.map(\.block) == stride(from: UInt64(10), through: 500, by: 10).map(\.self))
        #expect(payments.map(\.rao).reduce(0, +) == 50 * 1000)
        try other.close()
        try test.remove()
    }

    @Test func aChainCatchesUpInParts() async throws {
        let test = try TestChain()
        test.clock.set(block: 45_005)
        let first = try await test.chain.payouts(after: 0)
        #expect(first.through == 20_000)
        #expect(first.payments.count == 2_000)
        let second = try await test.chain.payouts(after: first.through)
        #expect(second.through == 40_000)
        let third = try await test.chain.payouts(after: second.through)
        #expect(third.through == 45_005)
        #expect(first.payments.count + second.payments.count + third.payments.count == 4_500)
        try test.remove()
    }

    @Test(arguments: UInt64(1)...20)
    func everyTempoSumsToItsEmission(seed: UInt64) async throws {
        let test = try TestChain()
        for _ in 0..<6 { _ = try await test.registered() }
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var weights: [UInt16: UInt16] = [:]
        for uid in UInt16(0)...7 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            weights[uid] = UInt16(truncatingIfNeeded: state >> 40) | 1
        }
        try await test.chain.setWeights(weights, by: test.validator)
        test.clock.set(block: 30)
        let payments = try await test.chain.payouts(after: 0).payments
        for block in [10, 20, 30] as [UInt64] {
            #expect(payments.filter { $0.block == block }.map(\.rao).reduce(0, +) == 1000)
        }
        try test.remove()
    }

    @Test func onlyTheValidatorSetsWeights() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        await #expect(throws: ChainError(.notPermitted, "")) { try await test.chain.setWeights([2: 1], by: pair) }
        for weights in [[:], [2: 0], [9: 1]] as [[UInt16: UInt16]] {
            await #expect(throws: ChainError(.invalidWeights, "")) {
                try await test.chain.setWeights(weights, by: test.validator)
            }
        }
        try test.remove()
    }
}
