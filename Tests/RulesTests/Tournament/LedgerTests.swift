import Testing

@testable import Rules

@Suite struct LedgerTests {
    @Test func feesGoFromDepositToIncome() throws {
        var ledger = Ledger()
        try ledger.post(.deposit(500, coldkey: "c", block: 9, index: 2))
        try ledger.post(.reserve(200, entry: "t:h:1", coldkey: "c"))
        #expect(ledger[.available(coldkey: "c")] == 300 && ledger[.reserved(coldkey: "c")] == 200)
        try ledger.post(.capture(200, entry: "t:h:1", coldkey: "c"))
        try ledger.post(.refund(300, id: "r", coldkey: "c"))
        try ledger.post(.refunded(300, id: "r"))
        try ledger.post(.burn(150, id: "b"))
        try ledger.post(.burnt(150, id: "b"))
        #expect(ledger[.income] == 50 && ledger[.burned] == 150 && ledger[.outgoing] == 0)
        #expect(ledger[.network] == -200 && ledger[.available(coldkey: "c")] == 0)
        #expect(ledger.sum == 0)
    }

    @Test func theSameThingCountsOnce() throws {
        var ledger = Ledger()
        let deposit = LedgerEntry.deposit(500, coldkey: "c", block: 9, index: 2)
        #expect(try ledger.post(deposit))
        #expect(try !ledger.post(deposit))
        #expect(ledger[.available(coldkey: "c")] == 500)
        let other = LedgerEntry.deposit(400, coldkey: "c", block: 9, index: 2)
        #expect(throws: Ledger.Refusal.keyTaken("deposit:9:2")) { try ledger.post(other) }
        #expect(try ledger.post(.deposit(500, coldkey: "c", block: 9, index: 3)))
        #expect(ledger[.available(coldkey: "c")] == 1000)
    }

    @Test func nobodyPaysWhatHeDoesNotHold() throws {
        var ledger = Ledger()
        try ledger.post(.deposit(100, coldkey: "c", block: 1, index: 0))
        let before = ledger
        #expect(throws: Ledger.Refusal.insufficient(.available(coldkey: "c"), holds: 100, needs: 101)) {
            try ledger.post(.reserve(101, entry: "t:h:1", coldkey: "c"))
        }
        #expect(throws: Ledger.Refusal.insufficient(.reserved(coldkey: "c"), holds: 0, needs: 1)) {
            try ledger.post(.capture(1, entry: "t:h:1", coldkey: "c"))
        }
        #expect(throws: Ledger.Refusal.insufficient(.income, holds: 0, needs: 1)) { try ledger.post(.burn(1, id: "b")) }
        #expect(ledger == before)
    }

    @Test func entriesThatAreNoneAreRefused() throws {
        var ledger = Ledger()
        func entry(_ amounts: [(LedgerAccount, Int64)]) -> LedgerEntry {
            LedgerEntry(key: "k", kind: .deposit, lines: amounts.map { LedgerEntry.Line(account: $0.0, rao: $0.1) })
        }
        let bad: [[(LedgerAccount, Int64)]] = [
            [], [(.network, -1)], [(.network, -2), (.income, 1)], [(.network, 0), (.income, 0)],
            [(.income, 5), (.network, -5)], [(.network, -5), (.network, 5)], [(.network, .min), (.income, .max)],
        ]
        for lines in bad { #expect(throws: Ledger.Refusal.self) { try ledger.post(entry(lines)) } }
        try ledger.post(.deposit(.max, coldkey: "c", block: 1, index: 0))
        #expect(throws: Ledger.Refusal.self) { try ledger.post(.deposit(.max, coldkey: "c", block: 1, index: 1)) }
        #expect(ledger.sum == 0)
    }

    @Test func accountsAreReadAsTheyAreWritten() {
        let accounts: [LedgerAccount] = [
            .network, .available(coldkey: "5C:x"), .reserved(coldkey: "y"), .income, .outgoing, .burned,
        ]
        for account in accounts { #expect(LedgerAccount(account.text) == account) }
        for text in ["", "available", "available:", "income:x", "reserve:x", "Network"] {
            #expect(LedgerAccount(text) == nil)
        }
    }

    /// Whatever is tried, nothing appears or vanishes.
    @Test func anythingSumsToZero() {
        var lots = SplitMix(seed: 11)
        var ledger = Ledger()
        for number in 0..<5000 {
            let coldkey = "c\(lots.below(5))"
            let rao = Int64(lots.below(1000))
            let entry: LedgerEntry =
                switch lots.below(8) {
                case 0: .deposit(rao, coldkey: coldkey, block: UInt64(lots.below(60)), index: 0)
                case 1: .reserve(rao, entry: "\(lots.below(99))", coldkey: coldkey)
                case 2: .capture(rao, entry: "\(lots.below(99))", coldkey: coldkey)
                case 3: .release(rao, entry: "\(lots.below(99))", coldkey: coldkey)
                case 4: .refund(rao, id: "\(number)", coldkey: coldkey)
                case 5: .refunded(rao, id: "\(number)")
                case 6: .burn(rao, id: "\(number)")
                default: .burnt(rao, id: "\(number)")
                }
            _ = try? ledger.post(entry)
            #expect(ledger.sum == 0)
            #expect(ledger.balances.allSatisfy { $0.key == .network || $0.value >= 0 })
        }
        #expect(ledger.balances.count > 8)
    }
}
