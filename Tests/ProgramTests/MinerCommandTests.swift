import Foundation
import Testing

@Suite struct MinerCommandTests {
    @Test func aStarterIsWrittenAndNeverReplacedUnasked() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await place.run("miner", "new")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try place.read("train.py")
        #expect(text.contains("def inner_steps("))
        try place.write("mine\n", to: "train.py")
        let again = try await place.run("miner", "new")
        #expect(again.status == 8)
        #expect(again.errors.contains("train.py is there already; --force replaces it"))
        #expect(try place.read("train.py") == "mine\n")
        #expect(try await place.run("miner", "new", "--force").status == 0)
        #expect(try place.read("train.py") == text)
    }

    /// What competitors begin with is the example that the documentation shows.
    @Test(arguments: ["crusade-tps", "crusade-mfu", "tournament-v0"])
    func aStarterIsTheExample(_ contract: String) async throws {
        let place = try Workplace()
        defer { place.remove() }
        #expect(try await place.run("miner", "new", "a.py", "--contract", contract).status == 0)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let example = root.appendingPathComponent("examples/\(contract)/baseline.py")
        #expect(try place.read("a.py") == String(contentsOf: example, encoding: .utf8))
    }

    @Test(arguments: [
        ("crusade-tps", ""), ("crusade-mfu", " --preset demo-mfu"), ("tournament-v0", " --preset demo-tournament"),
    ])
    func aStarterIsJudgedByRulesOfItsContract(_ contract: String, _ rules: String) async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await place.run("miner", "new", "--contract", contract)
        #expect(outcome.text.contains("tiltyard miner bench train.py\(rules)\n"))
    }

    @Test func anUnknownContractIsNamedWithThoseThereAre() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await place.run("miner", "new", "--contract", "nothing")
        #expect(outcome.status == 64)
        for word in ["nothing", "crusade-mfu", "crusade-tps", "tournament-v0"] {
            #expect(outcome.errors.contains("'\(word)'"))
        }
        #expect(!FileManager.default.fileExists(atPath: "\(place.path)/train.py"))
    }

    @Test func aFileIsValidatedWithItsSizes() async throws {
        let place = try Workplace()
        defer { place.remove() }
        try place.write("def inner_steps(): pass\n", to: "train.py")
        let report = try await place.object("miner", "validate", "train.py")
        #expect(report["bytes"] as? Int == 24)
        #expect((report["code_hash"] as? String)?.count == 64)
        // 64 digits, a colon, and upload: with 64 digits.
        #expect(report["commitment_bytes"] as? Int == 136)
        #expect(report["commitment_limit"] as? Int == 1024)
        #expect(report["public_commitment_bytes"] == nil)
        #expect(report["public_commitment_limit"] as? Int == 128)
    }

    /// Code that cannot be handed in, and how the program ends.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var code: String
        var status: Int32
        var words: String
        var testDescription: String { words }
    }

    static let refusals = [
        Refusal(code: "nothing.py", status: 3, words: "cannot read nothing.py"),
        Refusal(code: "empty.py", status: 1, words: "no bytes"),
        Refusal(code: "binary.py", status: 1, words: "not UTF-8"),
        Refusal(code: "http://127.0.0.1:1/train.py", status: 1, words: "not on the public network"),
        Refusal(code: "https://user:word@example.org/a", status: 1, words: "user name or password"),
    ]

    /// `validate` and `submit` refuse the same, and nothing is committed.
    @Test(arguments: refusals)
    func badCodeIsRefusedBeforeAnythingIsCommitted(_ refusal: Refusal) async throws {
        let arena = try await SmallArena()
        defer { arena.remove() }
        try arena.place.write("", to: "empty.py")
        try arena.place.write("\0", to: "binary.py")
        let outcome = try await arena.place.run("miner", "validate", refusal.code)
        #expect(outcome.status == refusal.status, "\(outcome.errors)")
        #expect(outcome.errors.contains(refusal.words))
        let submitted = try await arena.place.run("miner", "submit", refusal.code)
        #expect(submitted.status == refusal.status, "\(submitted.errors)")
        #expect(submitted.errors.contains(refusal.words))
        let status = try await arena.place.object("miner", "status")
        #expect((status["sealed"] as? [Any])?.isEmpty == true)
    }

    @Test(arguments: ["test", "finney"])
    func otherNetworksAreRefusedInOneSentence(_ network: String) async throws {
        let arena = try await SmallArena()
        defer { arena.remove() }
        try arena.place.write("x = 1\n", to: "train.py")
        let sentence = "the network '\(network)' is not supported yet; nothing was sent or paid"
        for arguments in [["submit", "train.py"], ["status"]] {
            let outcome = try await Program.run(
                ["miner"] + arguments + ["--network", network],
                in: arena.place.path
            )
            #expect(outcome.status == 4)
            #expect(outcome.errors == "Error: \(sentence)\n")
        }
        let name = ["SUBTENSOR_NETWORK": network]
        let outcome = try await arena.place.run("miner", "submit", "train.py", environment: name)
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("'\(network)' from SUBTENSOR_NETWORK is not supported yet"))
        // The option goes first.
        let local = try await arena.place.run("miner", "submit", "train.py", "--network", "local", environment: name)
        #expect(local.status == 0, "\(local.errors)")
    }

    @Test func aCommitmentIsSealedAndSaysWhatComesNext() async throws {
        let arena = try await SmallArena(revealBlocks: 100_000)
        defer { arena.remove() }
        try arena.place.write("x = 1\n", to: "train.py")
        let before = try await arena.place.object("miner", "status", "--preset", arena.preset)
        #expect((before["key"] as? [String: Any])?["address"] == nil)
        let outcome = try await arena.place.run("miner", "submit", "train.py", "--preset", arena.preset)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors == "made the hotkey default/default\n")
        #expect(outcome.text.contains("until then it is sealed"))
        #expect(outcome.text.contains("tiltyard miner status"))
        let status = try await arena.place.object("miner", "status", "--preset", arena.preset)
        let key = try #require(status["key"] as? [String: Any])
        #expect(key["uid"] as? Int == 2)
        let sealed = try #require(status["sealed"] as? [[String: Any]])
        #expect(sealed.count == 1)
        let committed = try #require(sealed.first?["committed_at"] as? Int)
        #expect(sealed.first?["reveal_block"] as? Int == committed + 100_000)
        #expect((status["submissions"] as? [Any])?.isEmpty == true)
        #expect(status["reveal_blocks"] as? Int == 100_000)
    }

    @Test func aWalletThatSomebodyNamedHasToBeThere() async throws {
        let arena = try await SmallArena()
        defer { arena.remove() }
        try arena.place.write("x = 1\n", to: "train.py")
        let outcome = try await arena.place.run("miner", "submit", "train.py", "--wallet.name", "team")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("the wallet 'team' has no hotkey 'default'"))
        #expect(try await arena.place.run("wallet", "create", "--only-hotkey", "--wallet.name", "team").status == 0)
        let made = try await arena.place.run("miner", "submit", "train.py", "--wallet.name", "team")
        #expect(made.status == 0, "\(made.errors)")
    }
}
