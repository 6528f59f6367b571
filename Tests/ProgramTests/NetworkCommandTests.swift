import Arena
import Chain
import Foundation
import Rules
import Testing

/// Commands on the chain of a node that is a process of its own.
@Suite(.serialized)
struct NetworkCommandTests {
    @Test func aCompetitorCommitsOnTheChainOfANode() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        try place.write("x = 1\n", to: "train.py")
        let unpaid = try await place.run("miner", "submit", "train.py", "--network", node.address)
        #expect(unpaid.status == 1, "\(unpaid.errors)")
        #expect(unpaid.errors.contains("has no uid on subnet 1"))
        let receipt = try await place.object(
            "miner",
            "submit",
            "train.py",
            "--network",
            node.address,
            "--payer",
            "//Dave"
        )
        let committed = try #require(receipt["committed_at"] as? UInt64)
        #expect(try #require(receipt["reveal_block"] as? UInt64) > committed)
        // The folder remembers the chain.
        let status = try await place.object("miner", "status")
        #expect(status["network"] as? String == node.address)
        #expect(status["tempo_blocks"] as? Int == 11)
        #expect(status["block_seconds"] as? Double == 0.25)
        let key = try #require(status["key"] as? [String: Any])
        #expect(key["uid"] as? Int == 3)
        let board = try await place.object("board")
        #expect(board["rows"] as? [String] == [])
    }

    /// Told before anything is paid; killed after it has paid, and again after it has committed, the program pays once.
    @Test func aFeeIsPaidOnceOnTheChainOfANode() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        var rules = try Preset.named("demo")
        rules.fee = FeeRule(rao: 5_000_000, leastShare: 0.9)
        rules.schedule.revealBlocks = 300
        rules.verification.calibration = nil
        try place.write(rules.canonicalText, to: "rules.json")
        try place.write("def inner_steps(): pass\n", to: "train.py")
        _ = try await place.object("wallet", "create", "--only-hotkey", "--hotkey", "ada")
        let common = ["train.py", "--hotkey", "ada", "--preset", "rules.json", "--network", node.address]
        let nobody = try await Program.run(["miner", "validate"] + common, in: place.path)
        #expect(nobody.status == 1)
        #expect(nobody.text.contains("not_registered: ") && nobody.text.contains("5000000 rao are to be paid"))
        let paying = common + ["--payer", "//Dave"]
        let good = try await Program.run(["miner", "validate"] + paying, in: place.path)
        #expect(good.status == 0, "\(good.text)")
        let wrong = try await Program.run(["miner", "submit"] + paying + ["--pay-with", "ada"], in: place.path)
        #expect(wrong.status == 64)

        let chain = try await Home("\(place.path)/.tiltyard").openChain()
        let treasury = try #require(chain as? any Treasury)
        let dave = try #require(Hotkey("5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"))
        let before = try await treasury.balance(of: dave)
        for point in ["fee.paid", "commitment.sent"] {
            let killed = try await Program.run(
                ["miner", "submit"] + paying,
                environment: ["TILTYARD_KILL_AT": point],
                in: place.path
            )
            #expect(killed.status == -1, "\(killed.errors)")
        }
        #expect(try await Program.run(["miner", "submit"] + paying, in: place.path).status == 0)
        // The fee, a uid, and what the chain charges.
        let paid = before - (try await treasury.balance(of: dave))
        #expect((1_005_000_000..<1_007_000_000).contains(paid))
    }

    @Test func aNodeThatIsGoneAndOneThatIsAnotherAreToldApart() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        _ = try await place.object("miner", "status", "--network", node.address)
        node.kill()
        let gone = try await place.run("miner", "status")
        #expect(gone.status == 4, "\(gone.errors)")
        #expect(gone.errors.contains("no node answers at \(node.address)"))
        let other = try RunningNode(port: node.port)
        defer { other.kill() }
        let replaced = try await place.run("miner", "status")
        #expect(replaced.status == 7, "\(replaced.errors)")
        #expect(replaced.errors.contains("serves another chain than before"))
    }

    @Test func aNodeThatIsKilledGoesOnWithItsChain() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let file = "\(place.path)/chain.sqlite"
        let node = try RunningNode(file: file)
        defer { node.kill() }
        try place.write("x = 1\n", to: "train.py")
        let arguments = ["miner", "submit", "train.py", "--network", node.address, "--payer", "//Dave", "--json"]
        let submitted = try await Program.run(arguments, in: place.path)
        #expect(submitted.status == 0, "\(submitted.errors)")
        node.kill()
        let again = try RunningNode(port: node.port, file: file)
        defer { again.kill() }
        let status = try await place.object("miner", "status")
        let key = try #require(status["key"] as? [String: Any])
        #expect(key["uid"] as? Int == 3)
        let second = try await Program.run(["chain", "run", "--port", "0", "--file", file], in: place.path)
        #expect(second.status == 6, "\(second.errors)")
        #expect(second.errors.contains("another chain runs on"))
    }

    @Test func whatIsForEmbeddedChainsSaysSo() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        _ = try await place.object("miner", "status", "--network", node.address)
        let hotkey = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
        let admission = try await place.run("validator", "admit", hotkey)
        #expect(admission.status == 1)
        #expect(admission.errors.contains("hotkeys of a network are registered there"))
        let site = try await place.run("serve", "--submissions", "--port", "0")
        #expect(site.status == 1)
        #expect(site.errors.contains("competitors commit themselves"))
        let local = try await place.run("miner", "status", "--network", "local")
        #expect(local.status == 1)
        #expect(local.errors.contains("uses the chain at \(node.address)"))
    }

    @Test func anArenaOnANetworkIsCopiedRestoredAndAsked() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        try place.write("x = 1\n", to: "train.py")
        _ = try await place.object("miner", "submit", "train.py", "--network", node.address, "--payer", "//Dave")
        let switched = try await place.object("validator", "burn", "on", "--reason", "a test")
        #expect(switched["on"] as? Bool == true)
        let made = try await place.object("backup", "copy", "--with-wallets")
        let files = try #require(made["files"] as? [[String: Any]]).compactMap { $0["path"] as? String }
        #expect(files.contains("network.json"))
        let restored = try await place.run("restore", "copy", "--into", "other")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(restored.text.contains("it pays nothing until you have looked"))
        let status = try await place.object("miner", "status", "--home", "other")
        #expect(status["network"] as? String == node.address)
        #expect((status["key"] as? [String: Any])?["uid"] as? Int == 3)
    }

    /// A whole tournament on a chain that other programs use, too.
    @Test func aTournamentIsHeldPaidAndAskedForOnANetwork() async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let place = try Workplace()
        defer { place.remove() }
        let plan = ["tournament", "run", "--preset", "god-2026", "--entrants", "9", "--network", node.address]
        let played = try await Program.run(plan, in: place.path)
        #expect(played.status == 0, "\(played.errors)")
        #expect(played.text.contains("takes a title that nobody held."))
        let ledger = try await place.object("tournament", "ledger")
        let accounts = try #require(ledger["accounts"] as? [String: Any])
        #expect(accounts["income"] as? Int == 9 * 250_000_000)
        #expect(ledger["sum"] as? Int == 0)
        // The chain has the weights of the statement, and the command knows it.
        let weights = try await place.run("tournament", "weights", "--preset", "god-2026", "--once")
        #expect(weights.status == 0, "\(weights.errors)")
        let statement = try await place.run("tournament", "payout", "show")
        #expect(statement.status == 0)
        let burned = try await place.run("tournament", "burn", "--rao", "1000000", "--id", "one")
        #expect(burned.status == 0, "\(burned.errors)")
        let again = try await place.run("tournament", "burn", "--rao", "1000000", "--id", "one")
        #expect(again.text.contains("already"), "\(again.errors)")
        let other = try await place.run("tournament", "cancel")
        #expect(other.status == 1)
        #expect(other.errors.contains("cannot be called off"))
    }

    @Test(arguments: ["http://127.0.0.1:9944", "ws://", "mars", "ws://a:0"])
    func otherAddressesAreNoNetworks(_ address: String) async throws {
        let outcome = try await Program.run(["miner", "status", "--network", address])
        #expect(outcome.status == 64)
    }

    @Test func aSecretOfWorthIsRefusedInACommandLine() async throws {
        let outcome = try await Program.run([
            "miner", "submit", "x.py", "--payer", "0x" + String(repeating: "1", count: 64),
        ])
        #expect(outcome.status == 64)
        #expect(!outcome.errors.contains("1111"))
    }
}
