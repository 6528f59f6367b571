import Arena
import Chain
import Foundation
import Records
import Rules
import Substrate
import Subtensor
import TestSupport
import Testing

/// Backups of arenas on the chain of a node, which goes on meanwhile.
@Suite(.serialized)
struct NetworkBackupTests {
    private let place = NSTemporaryDirectory() + "backup-\(UUID().uuidString)"
    private let receiver = HotkeyPair().hotkey

    private var backup: String { "\(place)/backup" }
    private var home: Home { Home("\(place)/arena") }
    private var restored: Home { Home("\(place)/restored") }

    init() throws {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: place) }

    private func names(of manifest: BackupManifest) -> [String] { manifest.files.map(\.path).sorted() }

    private func begin(on node: ArenaNode) async throws -> (SubtensorChain, HotkeyPair) {
        let chain = try await home.connect(to: try NodeAddress(node.address))
        let key = try home.developmentKey()
        try Records.open(at: home.records).close()
        return (chain, key)
    }

    @Test func whatIsPaidIsNotPaidAgainAfterARestore() async throws {
        let node = try await ArenaNode()
        let (chain, key) = try await begin(on: node)
        let block = try await chain.transfer(1000, to: receiver, reference: "early", by: key)
        let made = try home.backUp(to: backup, withWallets: true)
        #expect(made.isOnNetwork)
        #expect(names(of: made).filter { $0.hasPrefix("payments/") }.count == 1)
        #expect(names(of: made).contains("network.json"))
        #expect(!names(of: made).contains("chain.sqlite"))
        // Paid after the backup, and so nothing that it knows of.
        _ = try await chain.transfer(2000, to: receiver, reference: "late", by: key)
        await chain.close()

        #expect(try restored.restore(from: backup) == made)
        #expect(try restored.network == home.network)
        let (again, sameKey) = try await restored.openTreasury()
        #expect(sameKey.hotkey == key.hotkey)
        #expect(try await again.transfer(1000, to: receiver, reference: "early", by: key) == block)
        let error = await #expect(throws: ChainError.self) {
            try await again.transfer(2000, to: receiver, reference: "late", by: key)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains(restored.paymentsHold) == true)
        let paid = try await again.transfers(to: receiver, from: block).transfers.map(\.rao)
        #expect(paid == [1000, 2000])
        // Somebody has looked.
        try FileManager.default.removeItem(atPath: restored.paymentsHold)
        let (free, _) = try await restored.openTreasury()
        _ = try await free.transfer(3000, to: receiver, reference: "new", by: key)
        await node.stop()
        try remove()
    }

    /// What the chain shows is entered once, and what it does not show not at all.
    @Test func whatWasPaidSinceIsEnteredAndNotSent() async throws {
        let node = try await ArenaNode()
        let (chain, key) = try await begin(on: node)
        let payer = HotkeyPair(try SecretURI("//Eve").keyPair())
        let deposit = try await chain.transfer(5000, to: key.hotkey, reference: "fee", by: payer)
        let records = try Records.open(at: home.records)
        let cashier = Cashier(records: records, treasury: chain, account: key)
        while try await records.nextDepositBlock() <= deposit { try await cashier.collect() }
        _ = try home.backUp(to: backup, withWallets: true)
        let coldkey = payer.hotkey.text
        let refund = try await cashier.pay(.refund, to: coldkey, rao: 2000)
        let block = try #require(try await records.withdrawals(isOpen: false).first?.block)
        await chain.close()
        try records.close()

        _ = try restored.restore(from: backup)
        let (again, _) = try await restored.openTreasury()
        let memory = try Records.open(at: restored.records)
        let desk = Cashier(records: memory, treasury: again, account: key)
        await #expect(throws: ArenaError(.refused, "")) { try await desk.pay(.refund, to: coldkey, rao: 2000) }
        await #expect(throws: ArenaError(.refused, "")) {
            try await desk.acknowledge(.refund, to: coldkey, rao: 1999, in: block)
        }
        let entered = try await desk.acknowledge(.refund, to: coldkey, rao: 2000, in: block)
        #expect(entered.id == refund.id)
        // Given once more, it is the same payment.
        #expect(try await desk.acknowledge(.refund, to: coldkey, in: block).id == entered.id)
        #expect(try await memory.credit(of: coldkey) == 3000)
        #expect(try await memory.withdrawals(isOpen: true).isEmpty)
        #expect(try await memory.auditedLedger().sum == 0)
        let paid = try await again.transfers(to: payer.hotkey, from: deposit).transfers.map(\.rao)
        #expect(paid == [2000])
        await node.stop()
        try memory.close()
        try remove()
    }

    @Test func aRestoredArenaThatIsBackedUpStaysHeld() async throws {
        let node = try await ArenaNode()
        let (chain, _) = try await begin(on: node)
        await chain.close()
        await node.stop()
        // No node is needed for any of it.
        let first = try home.backUp(to: backup, withWallets: false)
        _ = try restored.restore(from: backup)
        let text = try String(contentsOfFile: restored.paymentsHold, encoding: .utf8)
        #expect(text == "restored from a backup of \(first.created)\n")
        let second = try restored.backUp(to: "\(place)/second", withWallets: false)
        #expect(Set(names(of: second)) == Set(names(of: first) + ["payments.held"]))
        let third = Home("\(place)/third")
        _ = try third.restore(from: "\(place)/second")
        #expect(try String(contentsOfFile: third.paymentsHold, encoding: .utf8) == text)
        try remove()
    }

    @Test func aBackupNamesOneChain() async throws {
        let node = try await ArenaNode()
        let (chain, _) = try await begin(on: node)
        await chain.close()
        await node.stop()
        _ = try home.backUp(to: backup, withWallets: false)
        let file = "\(backup)/manifest.json"
        let manifest = try String(contentsOfFile: file, encoding: .utf8)
        for name in ["uploads/x", "evidence.jsonl"] {
            try manifest.replacingOccurrences(of: "network.json", with: name)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let error = #expect(throws: BackupError.self) { try restored.restore(from: backup) }
            #expect(error?.code == .foreign)
            #expect(!restored.exists)
        }
        try remove()
    }
}
