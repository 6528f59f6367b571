import Foundation
import GRDB
import Rules
import Testing

@testable import Records

@Suite struct LedgerRecordsTests {
    private static func deposit(_ index: Int, rao: UInt64 = 500, coldkey: String = "c") -> Deposit {
        Deposit(coldkey: coldkey, rao: rao, block: 9, index: index)
    }

    @Test func aDepositSeenTwiceIsCreditedOnce() async throws {
        let bench = try Workbench()
        #expect(try await bench.records.credit([Self.deposit(0), Self.deposit(1)], next: 9) == 2)
        #expect(try await bench.records.credit([Self.deposit(1), Self.deposit(0)], next: 8) == 0)
        #expect(try await bench.records.balances()[.available(coldkey: "c")] == 1000)
        #expect(try await bench.records.nextDepositBlock() == 9)
        #expect(try await bench.records.auditedLedger().sum == 0)
        try bench.remove()
    }

    /// Another payment at the place of a known one means another chain: nothing of the answer counts.
    @Test func anotherPaymentAtTheSamePlaceIsRefusedWhole() async throws {
        let bench = try Workbench()
        try await bench.records.credit([Self.deposit(0)], next: 9)
        await #expect(throws: Ledger.Refusal.keyTaken("deposit:9:0")) {
            try await bench.records.credit([Self.deposit(7), Self.deposit(0, rao: 499)], next: 12)
        }
        #expect(try await bench.records.balances()[.available(coldkey: "c")] == 500)
        #expect(try await bench.records.nextDepositBlock() == 9)
        try bench.remove()
    }

    @Test func aRefundIsNotedOnceAndConfirmedOnce() async throws {
        let bench = try Workbench()
        try await bench.records.credit([Self.deposit(0)], next: 9)
        let refund = Withdrawal(id: "r1", kind: .refund, coldkey: "c", rao: 300, reason: "asked for it")
        try await bench.records.withdraw(refund)
        try await bench.records.withdraw(refund)
        #expect(try await bench.records.withdrawals(isOpen: true) == [refund])
        #expect(try await bench.records.balances()[.outgoing] == 300)
        try await bench.records.confirm(refund, block: 12)
        try await bench.records.confirm(refund, block: 13)
        #expect(try await bench.records.withdrawals(isOpen: true).isEmpty)
        #expect(try await bench.records.withdrawals().first?.block == 12)
        let ledger = try await bench.records.auditedLedger()
        #expect(ledger[.network] == -200 && ledger[.available(coldkey: "c")] == 200 && ledger.sum == 0)
        let more = Withdrawal(id: "r2", kind: .refund, coldkey: "c", rao: 201, reason: "")
        await #expect(throws: Ledger.Refusal.self) { try await bench.records.withdraw(more) }
        #expect(try await bench.records.withdrawals().count == 1)
        try bench.remove()
    }

    @Test func entriesAreNeverChanged() async throws {
        let bench = try Workbench()
        try await bench.records.credit([Self.deposit(0)], next: 9)
        let changes = [
            "UPDATE ledger_lines SET rao = 1", "DELETE FROM ledger_entries", "UPDATE ledger_entries SET at = 0",
        ]
        for sql in changes {
            await #expect(throws: DatabaseError.self) {
                try await bench.records.pool.write { db in try db.execute(sql: sql) }
            }
        }
        try await bench.records.pool.write { db in
            try db.execute(sql: "UPDATE ledger_balances SET rao = 501 WHERE account = 'available:c'")
        }
        await #expect(throws: RecordsError(.invalid, "")) { try await bench.records.auditedLedger() }
        try bench.remove()
    }
}
