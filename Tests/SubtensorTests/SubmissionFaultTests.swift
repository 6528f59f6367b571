import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Synchronization
import Testing

@testable import Subtensor

/// Nodes that are lost in the middle of a submission: nothing is sent twice, and nothing is lost.
@Suite struct SubmissionFaultTests {
    struct Loss: Sendable, CustomStringConvertible {
        let description: String
        let fault: FaultyNode.Fault
        /// How long the client waits for an answer.
        var patience = Duration.seconds(60)
    }

    static let losses = [
        Loss(description: "before the node has it", fault: .endBefore),
        Loss(description: "after the node has it", fault: .endAfter),
        Loss(description: "the node says nothing", fault: .silence, patience: .seconds(3)),
        Loss(description: "the node answers nonsense", fault: .text("nonsense")),
    ]

    private static let sending = "author_submitAndWatchExtrinsic"

    /// Does something to the first submission only.
    private static func once(_ fault: FaultyNode.Fault) -> FaultyNode.Script {
        let isOver = Mutex(false)
        return { request in
            guard request.method == sending else { return .none }
            return isOver.withLock { isOver in
                defer { isOver = true }
                return isOver ? .none : fault
            }
        }
    }

    @Test(arguments: losses)
    func aPaymentIsMadeOnce(_ loss: Loss) async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.callTime = loss.patience }
            network.node.follow(Self.once(loss.fault))
            let before = try network.balance("Eve")
            let (eve, dave) = (try TestNetwork.pair("Eve").hotkey, try TestNetwork.pair("Dave"))
            _ = try await network.standing(until: { network.node.count(of: Self.sending) >= 2 }) {
                try await chain.transfer(1_000_000_000, to: eve, reference: "", by: dave)
            }
            #expect(try network.balance("Eve") == before + 1_000_000_000)
            await network.pause()
            network.makeBlock()
            #expect(network.ledger.waiting == 0)
            #expect(try network.balance("Eve") == before + 1_000_000_000)
            await chain.close()
        }
    }

    @Test(arguments: losses)
    func aCommitmentIsNotLost(_ loss: Loss) async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.callTime = loss.patience }
            network.node.follow(Self.once(loss.fault))
            let charlie = try TestNetwork.pair("CharlieHot")
            _ = try await network.standing(until: { network.node.count(of: Self.sending) >= 2 }) {
                try await chain.commit(Data("kept".utf8), by: charlie, revealAfter: 50)
            }
            let revealed = try await eventually { try await chain.revealedCommitments(after: 0).commitments.first }
            #expect(revealed.payload == Data("kept".utf8))
            await chain.close()
        }
    }

    @Test func aCommitmentIsNotSentAgainOnceAnybodyCouldOpenIt() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            network.node.follow(Self.once(.silence))
            await network.pause()
            // While nothing is heard of the first attempt, the seal opens; its era lasts longer.
            async let committed = failure {
                try await chain.commit(Data("late".utf8), by: try TestNetwork.pair("CharlieHot"), revealAfter: 8)
            }
            _ = try await eventually { network.node.count(of: Self.sending) == 1 ? true : nil }
            for _ in 0..<20 { network.makeBlock() }
            network.node.hangUp()
            _ = try await eventually { network.node.count(of: "chain_getBlock") >= 20 ? true : nil }
            for _ in 0..<64 { network.makeBlock() }
            #expect(try await committed.code == .expired)
            #expect(network.node.count(of: Self.sending) == 1)
            await chain.close()
        }
    }

    @Test func aCommitmentsEraIsNoLongerThanItsSeal() async throws {
        try await withNetwork { network in
            let chain = try await network.connect {
                $0.options.shortestEra = 8
                $0.options.finalityTime = .milliseconds(200)
                $0.options.submissionTime = .seconds(10)
            }
            await network.pause()
            // The node takes it and forgets it; after 16 blocks no other may include it.
            network.node.follow { $0.method == Self.sending ? .result("0x1") : .none }
            let late = Task {
                try await failure {
                    try await chain.commit(Data("late".utf8), by: try TestNetwork.pair("CharlieHot"), revealAfter: 20)
                }
            }
            _ = try await eventually { network.node.count(of: Self.sending) == 1 ? true : nil }
            for _ in 0..<17 { network.makeBlock() }
            #expect(try await late.value.code == .expired)
            await chain.close()
        }
    }

    @Test func nobodyWaitsForAChainThatStandsStill() async throws {
        try await withNetwork { network in
            let chain = try await network.connect {
                $0.options.submissionTime = .milliseconds(300)
                $0.options.finalityTime = .milliseconds(50)
            }
            await network.pause()
            let error = try await failure {
                let eve = try TestNetwork.pair("Eve").hotkey
                return try await chain.transfer(1_000, to: eve, reference: "", by: try TestNetwork.pair("Dave"))
            }
            #expect(error.code == .timedOut)
            #expect(error.message.contains("is not known"))
            await chain.close()
        }
    }

    @Test func theNodeIsKilledAndComesBackLater() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let before = try network.balance("Eve")
            await network.pause()
            let eve = try TestNetwork.pair("Eve").hotkey
            let dave = try TestNetwork.pair("Dave")
            async let block = chain.transfer(7_000_000_000, to: eve, reference: "", by: dave)
            _ = try await eventually { network.ledger.waiting == 1 ? true : nil }
            await network.node.stop()
            // The block that has the payment is made while nobody hears of it.
            network.makeBlock()
            try await network.node.start()
            network.resume()
            #expect(try await block > 0)
            #expect(try network.balance("Eve") == before + 7_000_000_000)
            #expect(network.node.count(of: Self.sending) == 1)
            await chain.close()
        }
    }

    @Test func aPaymentUnderAReferenceIsMadeOnceThoughTheProcessDies() async throws {
        try await withNetwork { network in
            let folder = NSTemporaryDirectory() + "book-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let dave = try TestNetwork.pair("Dave")
            let eve = try TestNetwork.pair("Eve").hotkey
            let before = try network.balance("Eve")
            let first = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            await network.pause()
            let lost = Task { try await first.transfer(5_000, to: eve, reference: "prize 1", by: dave) }
            _ = try await eventually { network.ledger.waiting == 1 ? true : nil }
            lost.cancel()
            await first.close()
            _ = await lost.result
            network.resume()

            let second = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            let block = try await second.transfer(5_000, to: eve, reference: "prize 1", by: dave)
            #expect(try await second.transfer(5_000, to: eve, reference: "prize 1", by: dave) == block)
            #expect(try network.balance("Eve") == before + 5_000)
            #expect(network.node.count(of: Self.sending) == 1)
            let other = try await failure { try await second.transfer(6_000, to: eve, reference: "prize 1", by: dave) }
            #expect(other.code == .notPermitted)
            let found = try await second.transfers(to: eve, from: block)
            #expect(found.transfers.map(\.rao) == [5_000])
            #expect(found.transfers.first?.block == block)
            #expect(found.transfers.first?.from == dave.hotkey)
            #expect(found.next > block)
            await second.close()
        }
    }

    @Test func aPaymentThatExpiredUnseenIsMadeAnew() async throws {
        try await withNetwork { network in
            let folder = NSTemporaryDirectory() + "book-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let dave = try TestNetwork.pair("Dave")
            let eve = try TestNetwork.pair("Eve").hotkey
            let before = try network.balance("Eve")
            let first = try await network.connect {
                $0.book = FolderTransferBook(folder: folder)
                $0.options.eraBlocks = 4
            }
            network.node.follow(Self.once(.silence))
            let lost = Task { try await first.transfer(5_000, to: eve, reference: "prize", by: dave) }
            _ = try await eventually { network.node.count(of: Self.sending) == 1 ? true : nil }
            lost.cancel()
            await first.close()
            _ = await lost.result
            let noted = try #require(try FolderTransferBook(folder: folder).transfer("prize", from: dave.hotkey))
            _ = try await eventually { network.ledger.head.number > UInt32(noted.signed.death) ? true : nil }
            let second = try await network.connect { $0.book = FolderTransferBook(folder: folder) }
            // Meanwhile the node has forgotten the states of those blocks.
            network.forget(before: noted.signed.death)
            let block = try await second.transfer(5_000, to: eve, reference: "prize", by: dave)
            #expect(block >= noted.signed.death)
            #expect(try network.balance("Eve") == before + 5_000)
            await second.close()
        }
    }

    @Test func twoProcessesWithOneKeyBothGetThrough() async throws {
        try await withNetwork { network in
            let (one, other) = (try await network.connect(), try await network.connect())
            let eve = try TestNetwork.pair("Eve").hotkey
            let dave = try TestNetwork.pair("Dave")
            let before = try network.balance("Eve")
            async let first = one.transfer(1_000_000, to: eve, reference: "", by: dave)
            async let second = other.transfer(2_000_000, to: eve, reference: "", by: dave)
            async let third = one.transfer(4_000_000, to: eve, reference: "", by: dave)
            _ = try await (first, second, third)
            #expect(try network.balance("Eve") == before + 7_000_000)
            await one.close()
            await other.close()
        }
    }

    @Test func aReferenceWithoutABookIsNotPaid() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let eve = try TestNetwork.pair("Eve").hotkey
            let error = try await failure {
                try await chain.transfer(1, to: eve, reference: "x", by: try TestNetwork.pair("Dave"))
            }
            #expect(error.code == .unavailable)
            await chain.close()
        }
    }
}
