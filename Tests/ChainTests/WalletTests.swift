import Foundation
import Rules
import Substrate
import TestSupport
import Testing

@testable import Chain

@Suite struct WalletTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wallet-\(UUID().uuidString)")

    private var wallet: Wallet { Wallet(folder: folder.path, name: "team") }

    private func file(_ hotkey: String) -> URL { folder.appendingPathComponent("team/hotkeys/\(hotkey)") }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(path).path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    private func write(_ text: String, to hotkey: String) throws {
        try Data(text.utf8).write(to: file(hotkey))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file(hotkey).path)
    }

    private func remove() throws { try FileManager.default.removeItem(at: folder) }

    @Test func aHotkeyComesBack() throws {
        let created = try wallet.create("miner-1")
        let loaded = try wallet.load("miner-1")
        #expect(loaded.hotkey == created.hotkey)
        let message = Data("message".utf8)
        #expect(created.hotkey.hasSigned(message, signature: try loaded.sign(message)))
        #expect(try mode("team/hotkeys/miner-1") == 0o600)
        for inside in ["", "team", "team/hotkeys"] { #expect(try mode(inside) == 0o700) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/team/hotkeys")
        #expect(files.sorted() == ["miner-1", "miner-1pub.txt"])
        let publicHalf = try PublicKeyfile(Array(Data(contentsOf: file("miner-1pub.txt"))))
        #expect(publicHalf.account.bytes == created.hotkey.bytes)
        try remove()
    }

    /// A file as bittensor-wallet writes it.
    @Test func aKeyfileOfTheNetworkIsRead() throws {
        _ = try wallet.create("other")
        let seed = "0x" + String(repeating: "11", count: 32)
        try write("{\"secretSeed\": \"\(seed)\", \"cryptoType\": 1}", to: "Their_Key")
        #expect(try wallet.load("Their_Key").hotkey.text == "5DtDLm5rQHShDqojQpsvcN8tRXHVFaecfDoRet1SU6BFD9Fi")
        #expect(wallet.hotkeys == ["Their_Key", "other"])
        try remove()
    }

    @Test func aHotkeyIsNeverOverwritten() throws {
        let first = try wallet.create("miner")
        #expect(throws: ChainError(.walletExists, "")) { try wallet.create("miner") }
        #expect(try wallet.load("miner").hotkey == first.hotkey)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/team/hotkeys")
        #expect(files.sorted() == ["miner", "minerpub.txt"])
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

    /// An Ed25519 key of an earlier version: it is named, and nothing is made in its place.
    @Test func anEd25519KeyIsNamed() throws {
        _ = try wallet.create("other")
        try write("{}", to: "miner.json")
        let error = #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("miner") }
        #expect(error?.message.contains("\(file("miner.json").path) is an Ed25519 key") == true)
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.create("miner") }
        #expect(wallet.hotkeys == ["other"])
        try FileManager.default.removeItem(at: file("miner.json"))
        _ = try wallet.create("miner")
        try remove()
    }

    @Test func aFileThatOthersMayReadIsRefused() throws {
        _ = try wallet.create("miner")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file("miner").path)
        #expect(throws: ChainError(.walletInsecure, "")) { try wallet.load("miner") }
        try remove()
    }

    @Test func aDamagedFileIsRefused() throws {
        let pair = try wallet.create("miner"), other = try wallet.create("other")
        let text = try String(contentsOf: file("miner"), encoding: .utf8)
        for damaged in [
            text.replacing(pair.hotkey.text, with: other.hotkey.text), String(text.dropLast()), "", "$NACL",
        ] {
            try write(damaged, to: "miner")
            #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("miner") }
        }
        try write(text + String(repeating: " ", count: 65536), to: "miner")
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load("miner") }
        try remove()
    }

    @Test func whatIsNoPlainFileIsNotRead() throws {
        _ = try wallet.create("miner")
        try FileManager.default.createSymbolicLink(at: file("link"), withDestinationURL: file("miner"))
        try FileManager.default.createDirectory(at: file("folder"), withIntermediateDirectories: true)
        for name in ["link", "folder"] {
            #expect(throws: ChainError(.walletInvalid, "")) { try wallet.load(name) }
        }
        try remove()
    }

    @Test(arguments: ["", "../miner", "a/b", "minerpub.txt", ".hidden", "ä", String(repeating: "a", count: 65)])
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

    @Test func nothingPrintsTheSecret() throws {
        let keyfile = try Keyfile(seed: .random(32))
        let pair = HotkeyPair(keyfile.pair)
        let hex = try #require(keyfile.seed).withBytes { Hex.text($0) }
        var dumped = ""
        dump(pair, to: &dumped)
        for text in ["\(pair)", String(reflecting: pair), dumped, "\([pair])", "\(Optional(pair) as Any)"] {
            #expect(!text.contains(hex))
            #expect(text.contains(pair.hotkey.text))
        }
    }
}
