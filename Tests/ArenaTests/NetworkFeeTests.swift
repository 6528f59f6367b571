import Chain
import Foundation
import Records
import Rules
import Substrate
import Subtensor
import TestSupport
import Testing

@testable import Arena

/// Fees of a standing contest on the chain of a node, from the competitor's coldkey to the verdict.
@Suite(.serialized)
struct NetworkFeeTests {
    private static let fee = FeeRule(rao: 5_000_000, leastShare: 0.9)

    private static func pair(_ name: String) throws -> HotkeyPair { HotkeyPair(try SecretURI("//\(name)").keyPair()) }

    /// Runs a test in an arena on a node of its own.
    private func withArena(_ body: (NetworkArena, FeePayer) async throws -> Void) async throws {
        let node = try await ArenaNode()
        let arena = try await NetworkArena(node, fee: Self.fee)
        let result: Result<Void, any Error>
        do {
            try await body(arena, FeePayer(try Self.pair("Dave")))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await arena.remove()
        await node.stop()
        try result.get()
    }

    @Test func onlyWhoIsJudgedPays() async throws {
        try await withArena { arena, dave in
            for (text, name) in [("100", "good"), ("reject", "cheat"), ("busy", "unlucky")] {
                try await arena.submit(text, as: name, payer: dave)
            }
            let board = try await arena.run { board in board.submissions.filter { $0.outcome != nil }.count == 3 }
            let names = try arena.names
            var states: [String: ParticipationFee.State] = [:]
            for entry in board.submissions {
                states[names[entry.hotkey] ?? ""] = try await arena.records.fee(of: entry.submission)?.state
            }
            #expect(states == ["good": .captured, "cheat": .captured, "unlucky": .released])
            let ledger = try await arena.records.auditedLedger()
            #expect(ledger[.income] == 10_000_000 && ledger.sum == 0)
            #expect(ledger[.network] == -15_000_000)
            #expect(try await arena.records.credit(of: dave.account.text) == 5_000_000)
            // Who was given back does not pay again.
            let before = try await arena.chain.balance(of: dave.account)
            try await arena.submit("7", as: "unlucky", payer: dave)
            #expect(try await arena.chain.balance(of: dave.account) == before)
        }
    }

    @Test func aPaymentThatDoesNotCountIsRefusedByNameAndChargesNothing() async throws {
        try await withArena { arena, dave in
            try await arena.submit("100", as: "good", payer: dave)
            _ = try await arena.run { $0.submissions.contains { $0.outcome != nil } }
            let (payer, eve) = (try Self.pair("Dave"), try Self.pair("Eve"))
            let account = FeeDesk(treasury: arena.chain, metagraph: try await arena.chain.metagraph()).account
            #expect(account == (try Self.pair("Alice").hotkey))
            let used = try #require(try await arena.chain.fee(reference(arena, "good"), from: payer.hotkey))
            let foreign = try await arena.chain.payFee(5_000_000, worth: 1, to: account, reference: "eve", by: eve)
            let small = try await arena.chain.payFee(3_000_000, worth: 1, to: account, reference: "little", by: payer)
            let elsewhere = try await arena.chain.payFee(
                5_000_000,
                worth: 1,
                to: eve.hotkey,
                reference: "elsewhere",
                by: payer
            )
            let places = [
                "fee_used": PaymentPlace(block: used.block, index: used.index),
                "fee_foreign": PaymentPlace(block: foreign.block, index: foreign.index),
                "fee_unknown": PaymentPlace(block: elsewhere.block, index: elsewhere.index),
                "fee_expired": PaymentPlace(block: 4_000_000, index: 1),
                "fee_missing": nil,
            ]
            for (number, code) in places.keys.sorted().enumerated() {
                try await commit("\(number + 200)", naming: places[code] ?? nil, as: code, on: arena)
            }
            _ = try await arena.run { $0.submissions.filter { $0.state == "rejected" }.count == places.count }
            // The last one: what was paid for it is credited.
            let little = PaymentPlace(block: small.block, index: small.index)
            try await commit("299", naming: little, as: "fee_too_small", on: arena)
            let board = try await arena.run { $0.submissions.filter { $0.state == "rejected" }.count > places.count }
            let names = try arena.names
            for entry in board.submissions where entry.state == "rejected" {
                #expect(entry.code == names[entry.hotkey])
            }
            let ledger = try await arena.records.auditedLedger()
            #expect(ledger[.income] == 5_000_000 && ledger.sum == 0)
            #expect(ledger[.available(coldkey: payer.hotkey.text)] == 3_000_000)
            #expect(ledger[.reserved(coldkey: payer.hotkey.text)] == 0)
            #expect(ledger[.available(coldkey: eve.hotkey.text)] == 0)
            // What was too small is taken off the next.
            let before = try await arena.chain.balance(of: payer.hotkey)
            try await arena.submit("300", as: "good", payer: dave)
            let after = try await arena.chain.balance(of: payer.hotkey)
            #expect((2_000_000..<3_000_000).contains(before - after))
        }
    }

    @Test func preflightNamesEveryReasonBeforeAnythingIsPaid() async throws {
        try await withArena { arena, dave in
            let eve = FeePayer(try Self.pair("Eve"))
            let stranger = try arena.home.wallet.create("stranger").hotkey
            let commitment = try CodeCommitment(hash: CodeHash(of: Data("1".utf8)), url: "https://example.org/a")
            func codes(_ chain: SubtensorChain, _ payer: FeePayer, _ wanted: CodeCommitment) async throws
                -> [String]
            {
                try await Preflight.read(
                    wanted,
                    by: stranger,
                    payer: payer.account,
                    home: arena.home,
                    chain: chain,
                    preset: arena.preset
                ).reasons.map(\.code)
            }
            #expect(try await codes(arena.chain, dave, commitment) == [])
            #expect(try await codes(arena.chain, eve, commitment) == ["fee_foreign"])
            let long = try CodeCommitment(
                hash: commitment.hash,
                url: "https://example.org/" + String(repeating: "a", count: 680)
            )
            #expect(try await codes(arena.chain, dave, long) == ["commitment_refused"])
            // A chain that registers nobody.
            let reader = try await arena.home.connect(to: nil)
            #expect(try await codes(reader, dave, commitment) == ["not_registered"])
            await reader.close()
            let poor = try Self.pair("Nobody")
            let beggar = try await arena.home.connect(to: nil) { $0.payer = poor.key }
            #expect(try await codes(beggar, FeePayer(poor), commitment) == ["fee_missing"])
            await beggar.close()
            let before = try await arena.chain.balance(of: eve.account)
            await #expect(throws: ArenaError(.refused, "")) { try await arena.submit("1", as: "late", payer: eve) }
            #expect(try await arena.chain.balance(of: eve.account) == before)
            #expect(try await arena.chain.metagraph().neurons.count == 3)
        }
    }

    /// Killed between the payment and the commitment: the same command pays no second time.
    @Test func aPaymentThatWasMadeBeforeACrashIsUsed() async throws {
        try await withArena { arena, dave in
            let pair = try arena.home.wallet.create("once")
            try await arena.chain.register(pair)
            let key = try Self.pair("Dave")
            let account = FeeDesk(treasury: arena.chain, metagraph: try await arena.chain.metagraph()).account
            let reference = try reference(arena, "once")
            _ = try await arena.chain.payFee(5_000_000, worth: 1, to: account, reference: reference, by: key)
            let before = try await arena.chain.balance(of: key.hotkey)
            try await arena.submit("100", as: "once", payer: dave)
            #expect(try await arena.chain.balance(of: key.hotkey) == before)
            let board = try await arena.run { $0.submissions.first?.outcome != nil }
            #expect(board.submissions.map(\.outcome) == ["accepted"])
        }
    }

    /// What the client calls the first payment for a hotkey.
    private func reference(_ arena: NetworkArena, _ name: String) throws -> String {
        PaidFees.reference(0, try arena.home.wallet.load(name).hotkey)
    }

    private func commit(_ text: String, naming place: PaymentPlace?, as name: String, on arena: NetworkArena)
        async throws
    {
        let pair = try arena.home.wallet.create(name)
        try await arena.chain.register(pair)
        let hash = CodeHash(of: Data(text.utf8))
        let commitment = try CodeCommitment(hash: hash, url: "https://example.org/train.py", payment: place)
        try await arena.chain.commit(
            commitment.payload,
            by: pair,
            revealAfter: arena.preset.schedule.revealBlocks
        )
    }
}
