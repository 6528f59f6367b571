import Arena
import Chain
import Foundation
import Records
import Rules
import Testing

/// Fees by the built program: what is told before anything is paid, and what is paid.
@Suite struct FeeCommandTests {
    private func rao(_ report: [String: Any]) -> UInt64? {
        ((report["preflight"] as? [String: Any])?["due_rao"] as? NSNumber)?.uint64Value
    }

    @Test func whatCannotBePaidIsToldBefore() async throws {
        let arena = try await SmallArena(fee: FeeRule(rao: 700))
        defer { arena.remove() }
        let place = arena.place
        try place.write("def inner_steps(): pass\n", to: "train.py")
        let rules = ["--preset", arena.preset]
        let validate = ["miner", "validate", "train.py", "--hotkey", "ada"] + rules
        let made = try await place.object("wallet", "create", "--only-hotkey", "--hotkey", "ada")
        let key = try #require(made["address"] as? String)
        let poor = try await Program.run(validate, in: place.path)
        #expect(poor.status == 1)
        #expect(poor.text.contains("fee_missing: ") && poor.text.contains("700 rao are to be paid"))
        let refused = try await Program.run(["miner", "submit", "train.py", "--hotkey", "ada"] + rules, in: place.path)
        #expect(refused.status == 1)
        let admitted = try await place.object("validator", "admit", key, "--endow-rao", "1000")
        #expect((admitted["rao"] as? NSNumber)?.intValue == 1000)
        let rich = try await Program.run(validate + ["--json"], in: place.path)
        #expect(rich.status == 0)
        let report = try #require(try JSONSerialization.jsonObject(with: rich.output) as? [String: Any])
        #expect(rao(report) == 700)
    }

    /// What was paid for submissions went to the network: this arena has nothing of it to send.
    @Test func feesOfAStandingContestAreNotSentBack() async throws {
        let arena = try await SmallArena(fee: FeeRule(rao: 700))
        defer { arena.remove() }
        let hotkey = try arena.home.wallet.create("ada").hotkey
        let place = PaymentPlace(block: 1, index: 0)
        let payment = FeeEvidence.Payment(coldkey: hotkey.text, rao: 900, place: place)
        let submission = NewSubmission(
            hotkey: hotkey,
            codeHash: CodeHash(of: Data("1".utf8)),
            url: "https://example.org/train.py",
            committedAt: 1,
            reveal: RevealPosition(block: 2, index: 0),
            fee: FeeEvidence(coldkey: hotkey.text, named: place, payment: payment)
        )
        let records = try Records.open(at: arena.home.records)
        _ = try await records.ingest([submission], through: 2, fee: FeeRule(rao: 700))
        #expect(try await records.credit(of: hotkey.text) == 200)
        for command in [["refund", hotkey.text], ["burn"]] {
            let answer = try await Program.run(["tournament"] + command, in: arena.place.path)
            #expect(answer.status == 1)
            #expect(answer.errors.contains("paid to the network and not to this arena"))
        }
        #expect(try await records.credit(of: hotkey.text) == 200)
        try records.close()
    }

    /// Killed after it has paid, and again after it has committed, the program pays once.
    @Test func aKilledProgramPaysOnce() async throws {
        let arena = try await SmallArena(revealBlocks: 1000, fee: FeeRule(rao: 700))
        defer { arena.remove() }
        let place = arena.place
        try place.write("def inner_steps(): pass\n", to: "train.py")
        let made = try await place.object("wallet", "create", "--only-hotkey", "--hotkey", "ada")
        let key = try #require(made["address"] as? String)
        _ = try await place.object("validator", "admit", key, "--endow-rao", "1000")
        let submit = ["miner", "submit", "train.py", "--hotkey", "ada", "--preset", arena.preset]
        for point in ["fee.paid", "commitment.sent"] {
            let killed = try await Program.run(submit, environment: ["TILTYARD_KILL_AT": point], in: place.path)
            #expect(killed.status == -1)
        }
        #expect(try await Program.run(submit, in: place.path).status == 0)
        // A newer version takes its place, and its fee.
        try place.write("def inner_steps(): return 1\n", to: "train.py")
        let validate = ["miner", "validate", "train.py", "--hotkey", "ada", "--preset", arena.preset]
        #expect(try await Program.run(validate, in: place.path).text.contains("The fee was paid in block"))
        #expect(try await Program.run(submit, in: place.path).status == 0)
        let left = try await place.object("validator", "admit", key)
        #expect((left["rao"] as? NSNumber)?.intValue == 300)
    }
}
