import Arena
import ArgumentParser
import Records
import Rules

/// Shows what everybody holds.
struct TournamentLedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Show the ledger of fees: every account, built again from all entries, and the newest of these."
    )

    struct Report: Encodable {
        struct Entry: Encodable {
            var key: String
            var kind: LedgerEntry.Kind
            var lines: [String: Int64]
        }

        var accounts: [String: Int64]
        var sum: Int64
        var entries: [Entry]
    }

    @Option(help: "Only what touches this coldkey.")
    var coldkey: String?

    @Option(help: "How many entries to show.")
    var limit = 20

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print everything as JSON.")
    var json = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    func run() async throws {
        let records = try Records.openReadOnly(at: homeOptions.existing.records)
        let ledger = try await records.auditedLedger()
        var report = Report(accounts: [:], sum: ledger.sum, entries: [])
        for (account, rao) in ledger.balances where coldkey.map(account.text.contains) ?? true {
            report.accounts[account.text] = rao
        }
        for entry in try await records.ledgerEntries(of: coldkey, limit: limit) {
            let lines = entry.lines.reduce(into: [:]) { $0[$1.account.text] = $1.rao }
            report.entries.append(Report.Entry(key: entry.key, kind: entry.kind, lines: lines))
        }
        if json { return try Terminal.json(report) }
        var accounts = Table([("account", .left), ("rao", .right)])
        for (account, rao) in report.accounts.sorted(by: { $0.key < $1.key }) where rao != 0 {
            accounts.add([account, "\(rao)"])
        }
        accounts.add(["(sum of the ledger)", "\(report.sum)"])
        for line in accounts.lines { Terminal.line(line) }
        Terminal.line()
        var entries = Table([("entry", .left), ("rao", .right)])
        for entry in report.entries { entries.add([entry.key, "\(entry.lines.values.max() ?? 0)"]) }
        for line in entries.lines { Terminal.line(line) }
    }
}
