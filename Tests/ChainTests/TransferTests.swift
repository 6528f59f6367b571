import Foundation
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Chain

@Suite struct TransferTests {
    /// A chain in a temporary folder whose clock a test moves.
    private struct Stage {
        let folder: URL
        let chain: LocalChain
        let validator = HotkeyPair()
        let time: Time

        final class Time: Sendable {
            let block = Mutex<Double>(3)

            var now: Date { Date(timeIntervalSince1970: 1_800_000_000 + block.withLock { $0 }) }
        }

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("transfers-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let genesis = Genesis(
                createdAt: Date(timeIntervalSince1970: 1_800_000_000),
                blockTime: Seconds(1),
                tempoBlocks: 10,
                emissionRao: 1000,
                validator: validator.hotkey
            )
            let time = Time()
            self.time = time
            chain = try LocalChain.create(at: folder.path + "/chain.sqlite", genesis: genesis) { time.now }
        }

        func remove() throws {
            try chain.close()
            try FileManager.default.removeItem(at: folder)
        }
    }

    @Test func paymentsAreFoundOnceTheirBlockIsComplete() async throws {
        let stage = try Stage()
        let payer = HotkeyPair()
        try await stage.chain.endow(payer.hotkey, rao: 100, by: stage.validator)
        for (rao, reference) in [(UInt64(30), "a"), (20, ""), (20, "")] {
            _ = try await stage.chain.transfer(rao, to: stage.validator.hotkey, reference: reference, by: payer)
        }
        #expect(try await stage.chain.transfers(to: stage.validator.hotkey, from: 0).transfers.isEmpty)
        stage.time.block.withLock { $0 = 4 }
        let found = try await stage.chain.transfers(to: stage.validator.hotkey, from: 0)
        #expect(found.next == 4 && found.transfers.map(\.rao) == [30, 20, 20])
        #expect(found.transfers.map(\.index) == [0, 1, 2] && found.transfers.allSatisfy { $0.block == 3 })
        #expect(try await stage.chain.transfers(to: stage.validator.hotkey, from: 4).transfers.isEmpty)
        #expect(try await stage.chain.balance(of: payer.hotkey) == 30)
        try stage.remove()
    }

    @Test func aReferenceIsGoodForOnePayment() async throws {
        let stage = try Stage()
        let payer = HotkeyPair()
        try await stage.chain.endow(payer.hotkey, rao: 100, by: stage.validator)
        let first = try await stage.chain.transfer(40, to: stage.validator.hotkey, reference: "r", by: payer)
        stage.time.block.withLock { $0 = 9 }
        #expect(try await stage.chain.transfer(40, to: stage.validator.hotkey, reference: "r", by: payer) == first)
        await #expect(throws: ChainError(.notPermitted, "")) {
            try await stage.chain.transfer(41, to: stage.validator.hotkey, reference: "r", by: payer)
        }
        #expect(try await stage.chain.balance(of: payer.hotkey) == 60)
        try stage.remove()
    }

    @Test func nobodyPaysWhatHeDoesNotHold() async throws {
        let stage = try Stage()
        let payer = HotkeyPair()
        for rao in [UInt64(0), 1, .max] {
            await #expect(throws: ChainError.self) {
                try await stage.chain.transfer(rao, to: stage.validator.hotkey, reference: "", by: payer)
            }
        }
        await #expect(throws: ChainError(.notPermitted, "")) {
            try await stage.chain.endow(payer.hotkey, rao: 1, by: payer)
        }
        try stage.remove()
    }

    @Test func aHotkeyBelongsToOneColdkeyThatConsents() async throws {
        let stage = try Stage()
        let (hotkey, coldkey, other) = (HotkeyPair(), HotkeyPair(), HotkeyPair())
        try await stage.chain.register(hotkey)
        #expect(try await stage.chain.metagraph().neurons.last?.coldkey == nil)
        try await stage.chain.own(hotkey, by: coldkey)
        try await stage.chain.own(hotkey, by: coldkey)
        await #expect(throws: ChainError(.notPermitted, "")) { try await stage.chain.own(hotkey, by: other) }
        #expect(try await stage.chain.metagraph().neurons.last?.coldkey == coldkey.hotkey.text)
        await #expect(throws: ChainError(.badSignature, "")) {
            let forged = Data(repeating: 0, count: 64)
            try await stage.chain.send(.belong(coldkey: other.hotkey, consent: forged), by: other)
        }
        try stage.remove()
    }
}
