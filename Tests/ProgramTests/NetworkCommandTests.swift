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
        #expect(status["block_seconds"] as? Double == 0.1)
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
        for arguments in [["backup", "copy"], ["serve", "--port", "0"]] {
            let outcome = try await Program.run(arguments, in: place.path)
            #expect(outcome.status == 1, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.contains("uses the chain at \(node.address)"))
        }
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
