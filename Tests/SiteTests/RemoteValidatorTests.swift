import Arena
import Chain
import Foundation
import Rules
import TestSupport
import Testing

@testable import Site

/// A competitor's program at a validator's site, over a real socket.
@Suite struct RemoteValidatorTests {
    private func withSite(
        _ test: @Sendable @escaping (SeededArena, HotkeyPair, RemoteValidator) async throws -> Void
    ) async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), pair = HotkeyPair()
        try await arena.chain.admit(pair.hotkey)
        try await LiveSite.serve(arena, { $0.intake = SiteIntake(inspector: TrustingInspector()) }) { port in
            let site = SiteClient(address: "http://127.0.0.1:\(port)/")
            try await test(arena, pair, RemoteValidator(site: site))
        }
        try arena.remove()
    }

    private static func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "train-\(UUID().uuidString).py"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func aFileIsHandedIn() async throws {
        let path = try Self.file("def inner_steps():\n    pass\n")
        try await withSite { arena, pair, validator in
            let first = try await validator.submit(file: path, as: pair)
            #expect(first.hotkey == pair.hotkey.text)
            #expect(first.revealBlock - first.committedAt == UInt64(arena.preset.schedule.revealBlocks))
            let second = try await validator.submit(file: path, as: pair)
            #expect(second == first)
            #expect(try await arena.chain.nextNonce(of: pair.hotkey) == 2)
        }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func aRefusalIsToldInTheValidatorsWords() async throws {
        let path = try Self.file("import os\n")
        try await withSite { arena, pair, validator in
            let stranger = await #expect(throws: ArenaError.self) {
                try await validator.submit(file: path, as: HotkeyPair())
            }
            #expect(stranger?.message == "not_registered: This hotkey is not registered on the network.")
            let broken = await #expect(throws: ArenaError.self) { try await validator.submit(file: path, as: pair) }
            #expect(broken?.message == "rules_broken: Line 2 breaks a rule: os is forbidden")
            let nonce = try await arena.chain.nextNonce(of: pair.hotkey)
            #expect(nonce == 0)
        }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func whereNobodyAnswersNothingIsSaid() async throws {
        let path = try Self.file("pass\n")
        let site = SiteClient(address: "http://127.0.0.1:1")
        let error = await #expect(throws: ArenaError.self) {
            try await RemoteValidator(site: site).submit(file: path, as: HotkeyPair())
        }
        #expect(error?.code == .unreachable)
        try FileManager.default.removeItem(atPath: path)
    }
}
