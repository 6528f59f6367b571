import Foundation
import Testing

@Suite struct BackupCommandTests {
    @Test func anArenaIsCopiedAndRestored() async throws {
        let arena = try await SmallArena()
        defer { arena.remove() }
        let made = try await arena.place.object("backup", "copy", "--with-wallets")
        #expect(made["format"] as? String == "tiltyard backup 1")
        let again = try await arena.place.run("backup", "copy")
        #expect(again.status == 8)
        let restored = try await arena.place.run("restore", "copy", "--into", "other")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(restored.text.contains("tiltyard validator run --home"))
        #expect(try await arena.place.run("board", "--home", "other").status == 0)
        #expect(try await arena.place.run("restore", "copy", "--into", "other").status == 8)
        #expect(try await arena.place.run("restore", "nothing", "--into", "x").status == 3)
    }

    @Test func aDamagedBackupIsNamed() async throws {
        let arena = try await SmallArena()
        defer { arena.remove() }
        #expect(try await arena.place.run("backup", "copy").status == 0)
        try arena.place.write("nonsense", to: "copy/chain.sqlite")
        let outcome = try await arena.place.run("restore", "copy", "--into", "other")
        #expect(outcome.status == 7)
        #expect(outcome.errors.contains("copy/chain.sqlite has 8 bytes"))
        #expect(!FileManager.default.fileExists(atPath: "\(arena.place.path)/other"))
    }

    @Test func thereHasToBeAnArena() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await place.run("backup", "copy")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("there is no arena"))
    }
}
