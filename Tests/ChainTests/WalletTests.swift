import Foundation
import Rules
import Testing

@testable import Chain

@Suite struct WalletTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wallet-\(UUID().uuidString)")

    private var wallet: Wallet { Wallet(folder: folder.path, name: "team") }

    private func file(_ hotkey: String) -> URL { folder.appendingPathComponent("team/hotkeys/\(hotkey).json") }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(path).path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    private func remove() throws { try FileManager.default.removeItem(at: folder) }

    @Test func aHotkeyComesBack() throws {
        let created = try wallet.create("miner-1")
        let loaded = try wallet.load("miner-1")
        #expect(loaded.hotkey == created.hotkey)
        let message = Data("message".utf8)
        #expect(created.hotkey.hasSigned(message, signature: try loaded.sign(message)))
        #expect(try mode("team/hotkeys/miner-1.json") == 0o600)
        for inside in ["", "team", "team/hotkeys"] { #expect(try mode(inside) == 0o700) }
        try remove()
    }

    @Test func aHotkeyIsNeverOverwritten() throws {
        let first = try wallet.create("miner")
        #expect(throws: ChainError(.walletExists, "")) { try wallet.create("miner") }
        #expect(try wallet.load("miner").hotkey == first.hotkey)
        try remove()
    }

    @Test func walletsKeepTheirHotkeysApart() throws {
        let wallets = WalletFolder(folder.path)
        let first = try wallets.wallet("alice").create()
        let second = try wallets.wallet("bob").create()
        _ = try wallets.wallet("bob").create("spare")
        #expect(first.hotkey != second.hotkey)
        #expect(try wallets.wallet("alice").load().hotkey == first.hotkey)
        #expect(wallets.wallets.map(\.name) == ["alice", "bob"])
        #expect(wallets.wallet("bob").hotkeys == ["default", "spare"])
        #expect(wallets.wallet("nobody").hotkeys.isEmpty)
        try remove()
    }

    /// A key of the older layout, as `<folder>/<name>.json`: it is named, and nothing is made in its place.
    @Test(arguments: [("validator", "default"), ("default", "validator")])
    func aKeyOfTheOlderLayoutIsNamed(_ names: (wallet: String, hotkey: String)) throws {
        _ = try wallet.create("miner")
        let old = folder.appendingPathComponent("validator.json")
        try FileManager.default.moveItem(at: file("miner"), to: old)
        let wallet = Wallet(folder: folder.path, name: names.wallet)
        let error = #expect(throws: ChainError.self) { try wallet.load(names.hotkey) }
        #expect(error?.code == .walletInvalid)
        let target = "\(folder.path)/\(names.wallet)/hotkeys/\(names.hotkey).json"
        #expect(error?.message.contains("\(old.path) is a key in an older layout; move it to \(target)") == true)
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.create(names.hotkey) }
        #expect(WalletFolder(folder.path).olderFiles == [old.path])
        // What the sentence says to do works.
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/\(names.wallet)/hotkeys",
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(atPath: old.path, toPath: target)
        _ = try wallet.load(names.hotkey)
        try remove()
    }

    @Test func aFileThatOthersMayReadIsRefused() throws {
        _ = try wallet.create("miner")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file("miner").path)
        #expect(throws: ChainError(.walletInsecure, "")) { try wallet.load("miner") }
        try remove()
    }

    @Test func aDamagedFileIsRefused() throws {
        let pair = try wallet.create("miner")
        let file = file("miner")
        let other = String(repeating: "00", count: 32)
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: pair.hotkey.text, with: other)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("miner") }
        try remove()
    }

    @Test func aLinkIsNotFollowed() throws {
        _ = try wallet.create("miner")
        try FileManager.default.createSymbolicLink(at: file("link"), withDestinationURL: file("miner"))
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("link") }
        try remove()
    }

    @Test(arguments: ["", "../miner", "a/b", "Miner", ".hidden", String(repeating: "a", count: 65)])
    func aNameThatIsNoNameIsRefused(_ name: String) {
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.create(name) }
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load(name) }
        #expect(throws: ChainError(.walletInvalid, "")) { try Wallet(folder: folder.path, name: name).create() }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func aMissingHotkeyIsNamed() {
        let error = #expect(throws: ChainError(.walletMissing, "")) { try wallet.load("nobody") }
        #expect(error?.message == "the wallet 'team' has no hotkey 'nobody' in \(folder.path)")
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
