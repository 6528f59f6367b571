import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Testing

@testable import Subtensor

/// Chains that go back: a node that begins again without its file, or from a copy that is old.
@Suite(.serialized) struct LostBlocksTests {
    @Test func aChainThatBeginsAgainIsRefused() async throws {
        try await withPlace { place in
            let first = try place.ledger()
            try place.grow(first, to: 40)
            let node = try await NodeServer.start(first, port: 0)
            let chain = try await place.open(node.port)
            #expect(try await chain.currentBlock() == 40)
            await node.stop()

            let again = try place.ledger()
            #expect(again.genesis == first.genesis)
            try place.grow(again, to: 5, late: 1)
            let second = try await NodeServer.start(again, port: node.port)
            let error = try await failure { try await chain.metagraph() }
            #expect(error.code == .lostBlocks)
            #expect(error.message.contains("127.0.0.1:\(node.port)"))
            #expect(error.message.contains("does not have block"))
            // The next process is told so, too.
            #expect(try await failure { try await place.open(node.port) }.code == .lostBlocks)

            // Once it has as many blocks again, they are others, which needs no waiting.
            try place.grow(again, to: 60, late: 1)
            let other = try await failure { try await place.open(node.port) { $0.options.lagTime = .seconds(600) } }
            #expect(other.code == .lostBlocks)
            let seen = try #require(try place.memory.newest())
            #expect(seen.number >= 39)
            let hash = try #require(again.block(number: seen.number)).hash
            #expect(other.message.contains("its block \(seen.number) is \(hash)"), "\(other)")
            let eve = try TestNetwork.pair("Eve").hotkey
            let unpaid = try await failure {
                try await chain.transfer(1, to: eve, reference: "", by: try TestNetwork.pair("Dave"))
            }
            #expect(unpaid.code == .lostBlocks)
            #expect(again.waiting == 0)
            await second.stop()

            // With its own chain it goes on.
            let third = try await NodeServer.start(first, port: node.port)
            #expect(try await chain.metagraph().block == 40)
            await chain.close()
            await third.stop()
        }
    }

    @Test func aChainFromAnOldCopyIsRefused() async throws {
        try await withPlace { place in
            let (first, copy) = (try place.ledger(), try place.ledger())
            for ledger in [first, copy] { try place.grow(ledger, to: 20) }
            #expect(first.block(number: 20)?.hash == copy.block(number: 20)?.hash)
            try place.grow(first, to: 30)
            let node = try await NodeServer.start(first, port: 0)
            let chain = try await place.open(node.port)
            #expect(try await chain.currentBlock() == 30)
            await chain.close()
            await node.stop()
            let second = try await NodeServer.start(copy, port: node.port)
            #expect(try await failure { try await place.open(node.port) }.code == .lostBlocks)
            try place.grow(copy, to: 35, late: 1)
            let error = try await failure { try await place.open(node.port) }
            #expect(error.message.contains("its block \(try #require(try place.memory.newest()).number) is"))
            await second.stop()
        }
    }

    @Test func aNodeThatIsBehindForAWhileIsWaitedFor() async throws {
        try await withNetwork { network in
            let path = NSTemporaryDirectory() + "last-block-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: path) }
            let memory = FileBlockMemory(path: path)
            let first = try await network.connect { $0.memory = memory }
            _ = try await network.reach(20, first)
            await first.close()
            let block = try #require(try memory.newest()).number
            network.lag(at: block - 1)
            let asked = network.node.count(of: "chain_getFinalizedHead")
            async let second = network.connect { $0.memory = memory }
            _ = try await eventually { network.node.count(of: "chain_getFinalizedHead") > asked + 2 ? true : nil }
            network.catchUp()
            let chain = try await second
            #expect(try await chain.currentBlock() >= block)
            await chain.close()
        }
    }

    @Test func theBlockOfWhatWasSentIsRememberedAtOnce() async throws {
        try await withNetwork { network in
            let path = NSTemporaryDirectory() + "last-block-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: path) }
            let memory = FileBlockMemory(path: path)
            let chain = try await network.connect {
                $0.memory = memory
                $0.options.rememberEvery = .seconds(3600)
            }
            let first = try #require(try memory.newest())
            let eve = try TestNetwork.pair("Eve").hotkey
            let block = try await chain.transfer(1_000, to: eve, reference: "", by: try TestNetwork.pair("Dave"))
            let second = try #require(try memory.newest())
            #expect(second.number >= block)
            #expect(first.number < second.number)
            #expect(second.hash == network.ledger.block(number: second.number)?.hash)
            await chain.close()
        }
    }

    @Test func anEarlierBlockIsNotRememberedAndADamagedNoteIsTold() throws {
        let path = NSTemporaryDirectory() + "last-block-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let memory = FileBlockMemory(path: path)
        #expect(try memory.newest() == nil)
        let later = SeenBlock(number: 7, hash: Hash256(blake2bOf: [1]))
        try memory.remember(later)
        try memory.remember(SeenBlock(number: 6, hash: Hash256(blake2bOf: [2])))
        #expect(try memory.newest() == later)
        for text in ["", "{}", #"{"number":1,"hash":"0x12"}"#, #"{"number":5000000000,"hash":"\#(later.hash)"}"#] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: ChainError(.unavailable, "")) { try memory.newest() }
        }
    }
}

/// Chains that begin alike, and a memory of the newest block.
private struct Place {
    private let runtime: Runtime
    private let start: UInt64 = 1_760_000_000_000
    let path = NSTemporaryDirectory() + "last-block-\(UUID().uuidString)"
    let memory: FileBlockMemory

    init() throws {
        memory = FileBlockMemory(path: path)
        runtime = try TestNetwork.runtime(TestNetwork.settings())
    }

    func ledger() throws -> ChainNode.Ledger { try ChainNode.Ledger(runtime, startedAt: start) }

    /// Makes blocks up to a number, so many milliseconds later than usual.
    func grow(_ ledger: ChainNode.Ledger, to number: UInt64, late: UInt64 = 0) throws {
        while UInt64(ledger.head.number) < number {
            ledger.makeBlock(at: start + 12_000 * (UInt64(ledger.head.number) + 1) + late)
        }
    }

    func open(
        _ port: Int,
        _ change: (inout SubtensorChain.Settings) -> Void = { _ in }
    ) async throws -> SubtensorChain {
        var settings = SubtensorChain.Settings(netuid: 1)
        settings.memory = memory
        settings.options = TestNetwork.options
        settings.options.lagTime = .milliseconds(200)
        change(&settings)
        return try await SubtensorChain.open(try NodeAddress("ws://127.0.0.1:\(port)"), settings)
    }
}

private func withPlace(_ body: (Place) async throws -> Void) async throws {
    let place = try Place()
    defer { try? FileManager.default.removeItem(atPath: place.path) }
    try await body(place)
}
