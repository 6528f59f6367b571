import Foundation
import Rules
import Substrate
import TestSupport
import Testing

@testable import Chain

/// Coldkeys without encryption; what encryption costs is paid once, in the tests of the program.
@Suite struct ColdkeyTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("coldkey-\(UUID().uuidString)")

    private var wallet: Wallet { Wallet(folder: folder.path, name: "Team") }

    private func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        let file = folder.appendingPathComponent("Team/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    private func remove() throws { try FileManager.default.removeItem(at: folder) }

    private static func drawn() throws -> Keyfile { try Keyfile(phrase: Mnemonic(drawing: 12).phrase()) }

    @Test func aColdkeyComesBackWithItsPublicHalf() throws {
        let key = try Self.drawn()
        #expect(try wallet.coldkeyAddress() == nil && !wallet.hasColdkey)
        let stored = try wallet.storeColdkey(key, password: nil)
        #expect(try wallet.coldkey().hotkey == stored.hotkey)
        #expect(try wallet.coldkeyAddress() == stored.hotkey)
        #expect(try wallet.coldkeyIsEncrypted() == false)
        #expect(WalletFolder(folder.path).wallets.map(\.name) == ["Team"])
        for (name, mode) in [("Team", 0o700), ("Team/coldkey", 0o600), ("Team/coldkeypub.txt", 0o600)] {
            let file = folder.appendingPathComponent(name).path
            let found = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
            #expect(found?.intValue == mode, "\(name)")
        }
        try remove()
    }

    @Test func aColdkeyIsNeverOverwritten() throws {
        let first = try wallet.storeColdkey(Self.drawn(), password: nil)
        #expect(throws: ChainError(.walletExists, "")) { try wallet.storeColdkey(Self.drawn(), password: nil) }
        #expect(try wallet.coldkey().hotkey == first.hotkey)
        try remove()
    }

    /// A wallet that only watches gets its coldkey, and no other.
    @Test func anotherColdkeyThanThePublicHalfSaysIsRefused() throws {
        let key = try Self.drawn()
        try write(PublicKeyfile(key.pair.publicKey.account).contents, to: "coldkeypub.txt", mode: 0o644)
        #expect(throws: ChainError(.walletInvalid, "")) { try wallet.storeColdkey(Self.drawn(), password: nil) }
        #expect(!wallet.hasColdkey)
        _ = try wallet.storeColdkey(key, password: nil)
        #expect(try wallet.coldkey().hotkey == wallet.coldkeyAddress())
        try remove()
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var contents = "{}"
        var mode = 0o600
        let code: ChainError.Code
    }

    @Test(arguments: [
        Refused(testDescription: "readable by others", mode: 0o640, code: .walletInsecure),
        Refused(testDescription: "nothing in it", code: .walletInvalid),
        Refused(
            testDescription: "no password",
            contents: "$NACL" + String(repeating: "x", count: 60),
            code: .walletLocked
        ),
        Refused(testDescription: "cut off", contents: "$NACL", code: .walletInvalid),
        Refused(testDescription: "another encryption", contents: "$ANSIBLE_VAULT;1.1", code: .walletInvalid),
        Refused(testDescription: "Fernet", contents: "gAAAAABk", code: .walletInvalid),
        Refused(
            testDescription: "another kind of key",
            contents: "{\"secretSeed\":\"0x\(String(repeating: "11", count: 32))\",\"cryptoType\":2}",
            code: .walletInvalid
        ),
    ])
    func aFileThatCannotBeUsedIsNamed(_ refused: Refused) throws {
        try write(refused.contents, to: "coldkey", mode: refused.mode)
        let error = #expect(throws: ChainError(refused.code, "")) { try wallet.coldkey() }
        #expect(error?.message.contains("Team/coldkey") == true, "\(error as Any)")
        #expect(error?.message.contains("\n") == false)
        try remove()
    }
}
