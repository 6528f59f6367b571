import Arena
import Chain
import Foundation
import Rules
import Synchronization
import Testing

/// The newest payouts of a chain that pays every ten blocks and forgets.
@Suite struct RecentPayoutsTests {
    /// A chain of which nothing but payouts is asked.
    private final class PayingChain: Chain {
        /// Before this block the node knows no states any more.
        let forgottenBefore = Mutex<UInt64>(0)
        let newest = Mutex<UInt64>(0)
        /// After which blocks it was asked for payouts.
        let asked = Mutex<[UInt64]>([])

        var identity: Data { Data() }

        func payouts(after block: UInt64) async throws -> Payouts {
            asked.withLock { $0.append(block) }
            let newest = newest.withLock { $0 }
            let blocks = stride(from: UInt64(10), through: newest, by: 10).filter { $0 > block }
            let forgotten = forgottenBefore.withLock { $0 }
            guard blocks.allSatisfy({ $0 >= forgotten }) else { throw ChainError(.stateGone, "forgotten") }
            return Payouts(payments: blocks.map { Payment(block: $0, uid: 0, hotkey: nil, rao: 1) }, through: newest)
        }

        private var unasked: ChainError { ChainError(.unsupported, "nobody asks for this") }
        func rhythm() async throws -> Rhythm { throw unasked }
        func currentBlock() async throws -> UInt64 { throw unasked }
        func blockHash(of block: UInt64) async throws -> Data { throw unasked }
        func metagraph() async throws -> Metagraph { throw unasked }
        func register(_ pair: HotkeyPair) async throws -> UInt16 { throw unasked }
        func commit(_ payload: Data, by pair: HotkeyPair, revealAfter blocks: Int) async throws -> CommitmentReceipt {
            throw unasked
        }
        func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt] { throw unasked }
        func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments { throw unasked }
        func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 { throw unasked }
        func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]? { throw unasked }
    }

    private let chain = PayingChain()

    private func read(_ payouts: inout RecentPayouts, at block: UInt64) async throws -> [UInt64] {
        chain.newest.withLock { $0 = block }
        try await payouts.read(chain, at: block, tempo: 10)
        return payouts.payments.map(\.block)
    }

    @Test func onlyWhatIsNewIsAskedForAgain() async throws {
        var payouts = RecentPayouts(tempos: 3)
        #expect(try await read(&payouts, at: 45) == [20, 30, 40])
        #expect(try await read(&payouts, at: 45) == [20, 30, 40])
        #expect(try await read(&payouts, at: 52) == [30, 40, 50])
        #expect(chain.asked.withLock { $0 } == [15, 45])
    }

    @Test func asManyAreToldAsTheNodeKnows() async throws {
        chain.forgottenBefore.withLock { $0 = 85 }
        var payouts = RecentPayouts(tempos: 8)
        #expect(try await read(&payouts, at: 95) == [90])
        #expect(chain.asked.withLock { $0 } == [15, 55, 75, 85])
        // What was read stays, though the node forgets it.
        chain.forgottenBefore.withLock { $0 = 100 }
        #expect(try await read(&payouts, at: 103) == [90, 100])
    }

    @Test func nothingIsToldOfANodeThatKnowsNothing() async throws {
        chain.forgottenBefore.withLock { $0 = 1000 }
        var payouts = RecentPayouts(tempos: 4)
        #expect(try await read(&payouts, at: 95) == [])
    }

    @Test func aGapIsNotPassedOver() async throws {
        var payouts = RecentPayouts(tempos: 8)
        #expect(try await read(&payouts, at: 30) == [10, 20, 30])
        chain.forgottenBefore.withLock { $0 = 70 }
        #expect(try await read(&payouts, at: 85) == [70, 80])
    }
}
