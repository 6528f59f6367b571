import Foundation
import GRDB
import Substrate
import Testing

@testable import ChainNode

/// A chain that is kept goes on where it was, and nothing else is taken for it.
@Suite struct BlockStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("blocks-\(UUID().uuidString)")
    private var path: String { folder.appendingPathComponent("chain.sqlite").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func open(_ change: (inout ChainSettings) -> Void = { _ in }) throws -> (TestChain, BlockStore) {
        let store = try BlockStore(path: path)
        return (try TestChain(keptIn: store, change), store)
    }

    /// A chain of three blocks, the second of which has a transfer.
    private func makeChain() throws -> (blocks: [Block], balance: UInt64) {
        let (chain, store) = try open()
        try chain.ledger.makeBlock(at: 0, keptIn: store)
        let payment = [DynamicValue.address(try TestChain.account("Bob")), .number(77 as UInt64)]
        try chain.ledger.submit(try chain.signed("Balances", "transfer_keep_alive", payment, by: "Alice"))
        try chain.ledger.makeBlock(at: 0, keptIn: store)
        try chain.ledger.makeBlock(at: 1_770_000_000_000, keptIn: store)
        return ((0...3).compactMap { chain.ledger.block(number: $0) }, try chain.balance("Bob"))
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func refusal() -> BlockStoreError.Code? {
        do { _ = try open() } catch let error as BlockStoreError { return error.code } catch {}
        return nil
    }

    @Test func aChainGoesOnWhereItWas() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (blocks, balance) = try makeChain()
        let (chain, store) = try open()
        #expect((0...3).map { chain.ledger.block(number: $0) } == blocks)
        #expect(try chain.balance("Bob") == balance)
        #expect(try chain.balance("Bob", at: blocks[1].hash) == balance - 77)
        #expect(chain.ledger.nextNonce(of: try TestChain.account("Alice")) == 1)
        let next = try chain.ledger.makeBlock(at: 0, keptIn: store)
        #expect(next.number == 4 && next.parent == blocks[3].hash && next.time == blocks[3].time + 1)
    }

    @Test func aChainKeepsItsClock() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try BlockStore(path: path, clockShift: -5000).clockShift == -5000)
        #expect(try BlockStore(path: path, clockShift: 9).clockShift == -5000)
    }

    @Test func oneNodeAtATimeHasTheFile() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var held: BlockStore? = try BlockStore(path: path)
        #expect(refusal() == .busy)
        withExtendedLifetime(held) {}
        held = nil
        #expect(refusal() == nil)
    }

    @Test func anotherBeginningIsRefused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try makeChain()
        #expect {
            _ = try open { $0.netuid = 9 }
        } throws: {
            ($0 as? BlockStoreError)?.code == .otherChain
        }
    }

    @Test(arguments: [
        "DELETE FROM blocks WHERE number = 2",
        "UPDATE blocks SET extrinsics = x'04' WHERE number = 2",
        "UPDATE blocks SET changes = (SELECT changes FROM blocks WHERE number = 1) WHERE number = 2",
        "UPDATE blocks SET time = time + 1, extrinsics = x'00' WHERE number = 3",
        "UPDATE blocks SET hash = zeroblob(32) WHERE number = 1",
    ])
    func whatIsNotAsItWasKeptIsRefused(_ damage: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try makeChain()
        try change(damage)
        #expect(refusal() == .damaged)
    }

    @Test func otherFilesAreLeftAlone() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = Data("no database, but long enough to have a header of one hundred bytes if it were one. ".utf8)
        try (text + text).write(to: URL(fileURLWithPath: path))
        #expect(refusal() == .foreign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text + text)
        try FileManager.default.removeItem(atPath: path)
        try change("CREATE TABLE other (x)")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(refusal() == .foreign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        try FileManager.default.removeItem(at: folder)
        #expect(refusal() == .unavailable)
    }
}
