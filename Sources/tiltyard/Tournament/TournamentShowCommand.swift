import Arena
import ArgumentParser
import Records
import Rules

/// Shows one tournament with everything that is known of it.
struct TournamentShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a tournament: its plan, its draw, everybody's entry and fee, and its events.",
        discussion: "It is built by replaying the log of events; nothing else of it is stored that counts."
    )

    struct Report: Encodable {
        struct Entry: Encodable {
            var hotkey: String
            var coldkey: String
            var verdict: RegistrationVerdict
            var fee: String?
            var rao: Int64?
        }

        var plan: TournamentPlan
        var summary: TournamentSummary
        var entries: [Entry]
        var record: TournamentRecord
        var doubtful: [DoubtfulTask]
        var events: [TournamentEvent]?
    }

    @OptionGroup var choice: TournamentChoice

    @Flag(help: "Show every event.")
    var events = false

    @Flag(help: "Print everything as JSON.")
    var json = false

    func run() async throws {
        let (home, records, row) = try await choice.find()
        let bracket = try await records.replay(row).bracket
        let fees = try await records.fees(of: row).reduce(into: [:]) { $0[$1.hotkey] = $1 }
        let entries = try await records.entries(of: row).map { entry in
            let fee = fees[entry.registrant.hotkey]
            return Report.Entry(
                hotkey: entry.registrant.hotkey,
                coldkey: entry.registrant.coldkey,
                verdict: entry.verdict,
                fee: fee?.state.rawValue,
                rao: fee?.rao
            )
        }
        var report = Report(
            plan: row.plan,
            summary: try await TournamentSummary(row, in: records),
            entries: entries,
            record: try TournamentRecord(bracket, preset: row.preset),
            doubtful: bracket.doubtfulTasks
        )
        if events { report.events = try await records.events(of: row, from: 0, limit: .max) }
        if json { return try Terminal.json(report) }
        try show(report, names: try EntrantNames(home))
    }

    private func show(_ report: Report, names: EntrantNames) throws {
        let summary = report.summary
        let champion = report.plan.champion.map { "\(names.name($0.hotkey)), \($0.titles) titles" } ?? "nobody"
        let fields = Fields([
            ("tournament", summary.id), ("type", summary.type.rawValue),
            ("rules", "\(summary.preset) \(report.plan.presetHash.prefix(16))"),
            ("opens", report.plan.opens.text), ("stage", summary.stage.rawValue),
            ("stands", summary.standing ?? BracketDrawing(report.record.renamed(names.name)).ending),
            ("champion before", champion),
            ("seed", summary.seed.map { "\($0) (hash of block \(summary.seedBlock ?? 0), id)" } ?? "not drawn yet"),
            ("events", "\(summary.events)"),
        ])
        for line in fields.lines { Terminal.line(line) }
        Terminal.line()
        var table = Table([("entry", .left), ("verdict", .left), ("fee", .left), ("rao", .right)])
        for entry in report.entries.sorted(by: { names.name($0.hotkey) < names.name($1.hotkey) }) {
            table.add([
                names.name(entry.hotkey), entry.verdict.rawValue, entry.fee ?? "-", entry.rao.map { "\($0)" } ?? "-",
            ])
        }
        for line in table.lines { Terminal.line(line) }
        for doubt in report.doubtful {
            Terminal.line("doubtful  \(doubt.task): \(doubt.failed) of \(doubt.of) trainings failed")
        }
        for (number, event) in (report.events ?? []).enumerated() {
            let kind = try JSONValue(encoding: event.kind).canonicalText
            Terminal.line("\(number)  \(event.moment.text)  \(kind)")
        }
    }
}
