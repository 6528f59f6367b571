import Foundation
import Testing

@Suite struct WalletCommandTests {
    @Test func aHotkeyIsMadeOnceAndShown() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let names = ["--wallet.name", "team", "--wallet.hotkey", "alice"]
        let made = try await Program.run(["wallet", "create", "--only-hotkey"] + names, in: place.path)
        #expect(made.status == 0, "\(made.errors)")
        let again = try await Program.run(["wallet", "create", "--only-hotkey"] + names, in: place.path)
        #expect(again.status == 8)
        #expect(again.errors.contains("has a hotkey 'alice' already"))
        let shown = try await Program.run(["wallet", "show"] + names + ["--json"], in: place.path)
        let key = try #require(try JSONSerialization.jsonObject(with: shown.output) as? [String: Any])
        #expect(key["wallet"] as? String == "team")
        #expect(key["kind"] as? String == "sr25519")
        let file = ".tiltyard/wallets/team/hotkeys/alice"
        #expect((key["file"] as? String)?.hasSuffix(file) == true)
        let address = try #require(key["address"] as? String)
        #expect(made.text.contains(address))

        // Nothing that is printed holds the secret half.
        let stored = try #require(
            try JSONSerialization.jsonObject(with: Data(try place.read(file).utf8)) as? [String: String]
        )
        let secrets = try ["secretPhrase", "secretSeed", "privateKey"].map { try #require(stored[$0]) }
        let listed = try await place.run("wallet", "list")
        for outcome in [made, again, shown, listed] {
            for secret in secrets { #expect(!outcome.text.contains(secret) && !outcome.errors.contains(secret)) }
        }
        #expect(listed.text.contains(address))
    }

    @Test func aMissingHotkeyIsNotFound() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await place.run("wallet", "show", "--wallet.hotkey", "nobody")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("has no hotkey 'nobody'"))
    }

    @Test func anEd25519KeyIsNamed() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let folder = "\(place.path)/keys/default/hotkeys"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try place.write("{}", to: "keys/default/hotkeys/miner.json")
        let shown = try await place.run("wallet", "show", "--hotkey", "miner", "--wallet.path", "keys")
        #expect(shown.status == 7)
        #expect(shown.errors.contains("miner.json is an Ed25519 key, which no chain takes any more"))
    }

    /// Who decides about the names of wallet and hotkey.
    struct Source: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var file = ""
        var environment: [String: String] = [:]
        var options: [String] = []
        let expected: String
    }

    static let sources = [
        Source(testDescription: "nobody", expected: "default/default"),
        Source(
            testDescription: "the file",
            file: "CRUSADES_WALLET_NAME=f\nTOURNAMENT_WALLET_HOTKEY=\"g\"\n",
            expected: "f/g"
        ),
        Source(
            testDescription: "the environment before the file",
            file: "CRUSADES_WALLET_NAME=f\nCRUSADES_WALLET_HOTKEY=g\n",
            environment: ["TOURNAMENT_WALLET_NAME": "e"],
            expected: "e/g"
        ),
        Source(
            testDescription: "the newer name before the older one",
            environment: ["TOURNAMENT_WALLET_NAME": "old", "CRUSADES_WALLET_NAME": "new"],
            expected: "new/default"
        ),
        Source(
            testDescription: "an option before both",
            file: "CRUSADES_WALLET_NAME=f\n",
            environment: ["CRUSADES_WALLET_NAME": "e", "CRUSADES_WALLET_HOTKEY": "e"],
            options: ["--wallet.name", "o", "--wallet.hotkey", "p"],
            expected: "o/p"
        ),
    ]

    @Test(arguments: sources)
    func namesComeFromOptionThenEnvironmentThenFile(_ source: Source) async throws {
        let place = try Workplace()
        defer { place.remove() }
        try place.write(source.file, to: ".env")
        let outcome = try await Program.run(
            ["wallet", "create", "--only-hotkey", "--json"] + source.options,
            environment: source.environment,
            in: place.path
        )
        let key = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect("\(key["wallet"] ?? "")/\(key["hotkey"] ?? "")" == source.expected)
    }
}
