import Foundation
import Rules
import Testing

@testable import Chain

@Suite struct WalletTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wallet-\(UUID().uuidString)")

    private var wallet: Wallet { Wallet(folder: folder.path) }

    private func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(name).path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test func aHotkeyComesBack() throws {
        let created = try wallet.create("miner-1")
        let loaded = try wallet.load("miner-1")
        #expect(loaded.hotkey == created.hotkey)
        let message = Data("message".utf8)
        #expect(created.hotkey.hasSigned(message, signature: try loaded.sign(message)))
        #expect(try mode("miner-1.json") == 0o600)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aHotkeyIsNeverOverwritten() throws {
        let first = try wallet.create("miner")
        #expect(throws: ChainError(.walletExists, "")) { try wallet.create("miner") }
        #expect(try wallet.load("miner").hotkey == first.hotkey)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aFileThatOthersMayReadIsRefused() throws {
        _ = try wallet.create("miner")
        let path = folder.appendingPathComponent("miner.json").path
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: ChainError(.walletInsecure, "")) { try wallet.load("miner") }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aDamagedFileIsRefused() throws {
        let pair = try wallet.create("miner")
        let file = folder.appendingPathComponent("miner.json")
        let other = String(repeating: "00", count: 32)
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: pair.hotkey.text, with: other)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("miner") }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func aLinkIsNotFollowed() throws {
        _ = try wallet.create("miner")
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("link.json"),
            withDestinationURL: folder.appendingPathComponent("miner.json")
        )
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("link") }
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: ["", "../miner", "a/b", "Miner", ".hidden", String(repeating: "a", count: 65)])
    func aNameThatIsNoNameIsRefused(_ name: String) {
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.create(name) }
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load(name) }
    }

    @Test func aMissingHotkeyIsNamed() {
        #expect(throws: ChainError(.walletMissing, "")) { try wallet.load("nobody") }
    }

    @Test func nothingPrintsTheSecret() {
        let pair = HotkeyPair()
        let hex = Hex.text(pair.secretBytes)
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(pair)", String(reflecting: pair), dumped, "\([pair])", "\(Optional(pair) as Any)"] {
            #expect(!text.contains(hex))
            #expect(text.contains(pair.hotkey.text))
        }
    }
}
