import Foundation
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// Coldkeys, phrases and passwords on the command line.
@Suite(.serialized)
struct WalletSecretTests {
    private static let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
    /// The address of that phrase, as other wallets show it.
    private static let address = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"

    private let place: Workplace

    init() throws { place = try Workplace() }

    private func write(_ text: String, to name: String, mode: Int = 0o600) throws {
        try place.write(text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(place.path)/\(name)")
    }

    private func wallet(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(["wallet"] + arguments + ["--wallet.path", "keys"], in: place.path)
    }

    @Test func aPhraseIsTakenInAndNeverShown() async throws {
        defer { place.remove() }
        try write(Self.phrase + "\n", to: "phrase")
        let made = try await wallet("import", "coldkey", "--phrase-file", "phrase", "--no-password")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.text.contains(Self.address) && !made.text.contains("bottom"))
        let hotkey = try await wallet("import", "hotkey", "--phrase-file", "phrase", "--hotkey", "Mine")
        #expect(hotkey.status == 0, "\(hotkey.errors)")
        let again = try await wallet("import", "coldkey", "--phrase-file", "phrase", "--no-password")
        #expect(again.status == 8)
        let listed = try await wallet("list", "--json")
        let keys = try #require(try JSONSerialization.jsonObject(with: listed.output) as? [[String: Any]])
        #expect(keys.map { $0["address"] as? String } == [Self.address, Self.address])
        #expect(keys.map { $0["hotkey"] as? String } == [nil, "Mine"])
        #expect(keys.map { $0["encrypted"] as? Bool } == [false, false])
    }

    @Test func aSeedAndAKeyfileAreTakenIn() async throws {
        defer { place.remove() }
        let seed = "0x" + String(repeating: "11", count: 32)
        try write("\(seed)\n", to: "seed")
        try write("{\"secretSeed\":\"\(seed)\"}", to: "file")
        let address = "5DtDLm5rQHShDqojQpsvcN8tRXHVFaecfDoRet1SU6BFD9Fi"
        for (name, source) in [("--seed-file", "seed"), ("--keyfile", "file")] {
            let made = try await wallet("import", "hotkey", name, source, "--hotkey", source)
            #expect(made.status == 0 && made.text.contains(address), "\(made.errors)")
        }
        try write("0x11", to: "short")
        #expect(try await wallet("import", "hotkey", "--seed-file", "short").status == 7)
        try write(seed, to: "open", mode: 0o644)
        let open = try await wallet("import", "hotkey", "--seed-file", "open")
        #expect(open.status == 7 && open.errors.contains("may be read by others"))
        #expect(try await wallet("import", "hotkey", "--seed-file", "nothing").status == 3)
    }

    @Test func phrasesAreOnlyPrintedWhenAskedForOrAtATerminal() async throws {
        defer { place.remove() }
        let silent = try await wallet("create", "--no-password")
        #expect(silent.status == 0 && silent.errors.contains("the phrases were not printed"), "\(silent.errors)")
        let shown = try await wallet("create", "--no-password", "--wallet.name", "b", "--show-phrases", "--words", "24")
        let lines = shown.text.split(separator: "\n")
        for heading in ["coldkey:", "hotkey:"] {
            let place = try #require(lines.firstIndex { $0 == heading })
            #expect(lines[place + 1].split(separator: " ").count == 24)
        }
        for key in ["coldkey", "hotkeys/default"] {
            let stored = try place.read("keys/default/\(key)")
            let members = try #require(try JSONSerialization.jsonObject(with: Data(stored.utf8)) as? [String: String])
            let phrase = try #require(members["secretPhrase"])
            #expect(!silent.text.contains(phrase) && !silent.errors.contains(phrase))
        }
        #expect(try await wallet("create", "--show-phrases", "--json").status == 64)
        // A second hotkey leaves the coldkey as it is.
        let before = try place.read("keys/default/coldkey")
        #expect(try await wallet("create", "--hotkey", "second").status == 0)
        #expect(try place.read("keys/default/coldkey") == before)
    }

    @Test func aSignatureIsGoodForItsMessage() async throws {
        defer { place.remove() }
        #expect(try await wallet("create", "--no-password").status == 0)
        for part in [[], ["--coldkey"]] {
            let outcome = try await Program.run(
                ["wallet", "sign", "0x a message ö", "--wallet.path", "keys", "--json"] + part,
                in: place.path
            )
            let signed = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: String])
            let (address, signature) = (signed["address"] ?? "", signed["signature"] ?? "")
            #expect(signature.count == 128)
            for spelled in [signature, "0x" + signature.uppercased()] {
                let good = try await wallet("verify", "0x a message ö", spelled, "--address", address)
                #expect(good.status == 0 && good.text.hasPrefix("good"))
            }
            let other = try await wallet("verify", "another message", signature, "--address", address)
            #expect(other.status == 1 && other.text.hasPrefix("not good"))
        }
        #expect(try await wallet("verify", "x", "00").status == 64)
        #expect(try await wallet("verify", "x", String(repeating: "00", count: 64), "--address", "5F").status == 64)
    }

    /// Types at a terminal, as a person does; encrypts and opens once, which takes half a gigabyte and some seconds.
    @Test func aPasswordIsAskedForWithoutShowingIt() async throws {
        defer { place.remove() }
        let terminal = try PseudoTerminal()
        let before = terminal.settings
        async let made = Self.run(["wallet", "create", "--wallet.path", "keys"], at: terminal, in: place.path)
        _ = try terminal.output(until: "new password of the coldkey: ")
        terminal.press("wromg\u{15}correct horsf\u{7F}e ö\n")
        let shown = try terminal.output(until: "the same once more: ")
        terminal.press("correct horse ö\n")
        let phrases = try terminal.output(until: "hotkey:\r\n")
        #expect(try await made == 0)
        let end = phrases + terminal.output()
        #expect(!(shown + end).contains("horse"))
        let lines = end.split(separator: "\r\n")
        for heading in ["coldkey:", "hotkey:"] {
            let place = try #require(lines.firstIndex { $0 == heading })
            #expect(lines[place + 1].split(separator: " ").count == 12)
        }
        #expect(terminal.settings == before)

        let sealed = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/keys/default/coldkey"))
        #expect(sealed.starts(with: Data("$NACL".utf8)))
        let locked = try await Self.detached(["wallet", "sign", "m", "--coldkey", "--wallet.path", "keys"], place.path)
        #expect(locked.status == 64 && locked.errors.contains("there is no terminal to ask for a password"))
        try write("correct horse ö\n", to: "password")
        let signed = try await wallet("sign", "m", "--coldkey", "--password-file", "password")
        #expect(signed.status == 0, "\(signed.errors)")
        let show = try await place.object("wallet", "show", "--wallet.path", "keys")
        let address = try #require(show["coldkey"] as? String)
        let signature = signed.text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await wallet("verify", "m", signature, "--address", address).status == 0)
        let wrong = try await Program.run(
            ["wallet", "sign", "m", "--coldkey", "--wallet.path", "keys", "--password-env", "WRONG"],
            environment: ["WRONG": "wrong horse"],
            in: place.path
        )
        #expect(wrong.status == 1 && wrong.errors.contains("the password does not open the keyfile"))
        #expect(!wrong.errors.contains("horse"))
    }

    /// Whoever breaks off a question gets the terminal back as it was, and no key.
    @Test func aQuestionCanBeBrokenOff() async throws {
        defer { place.remove() }
        let terminal = try PseudoTerminal()
        let before = terminal.settings
        async let made = Self.run(["wallet", "create", "--wallet.path", "keys"], at: terminal, in: place.path)
        _ = try terminal.output(until: "new password of the coldkey: ")
        terminal.press("abc\u{03}")
        #expect(try await made == 70)
        #expect(terminal.settings == before)
        #expect(!FileManager.default.fileExists(atPath: "\(place.path)/keys"))
    }

    /// Runs the program in a session of its own, whose terminal this is.
    private static func run(_ arguments: [String], at terminal: PseudoTerminal, in folder: String) async throws -> Int32
    {
        let descriptor = FileDescriptor(rawValue: terminal.terminal)
        let outcome = try await Subprocess.run(
            .path("/usr/bin/setsid"),
            arguments: .init(["--ctty", "--wait", Program.file] + arguments),
            workingDirectory: FilePath(folder),
            input: .fileDescriptor(descriptor, closeAfterSpawningProcess: false),
            output: .fileDescriptor(descriptor, closeAfterSpawningProcess: false),
            error: .discarded
        )
        guard case .exited(let code) = outcome.terminationStatus else { return -1 }
        return Int32(code)
    }

    /// Runs the program without any terminal, also where the tests have one.
    private static func detached(_ arguments: [String], _ folder: String) async throws -> (
        status: Int32, errors: String
    ) {
        let outcome = try await Subprocess.run(
            .path("/usr/bin/setsid"),
            arguments: .init(["--wait", Program.file] + arguments),
            workingDirectory: FilePath(folder),
            output: .discarded,
            error: .string(limit: 1 << 16)
        )
        guard case .exited(let code) = outcome.terminationStatus else { return (-1, "") }
        return (Int32(code), outcome.standardError)
    }
}
