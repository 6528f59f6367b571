import Arena
import ArgumentParser
import Judging
import Records
import Rules

/// Shows the title matches of a board.
struct MatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matches",
        abstract: "Show the board's title matches, or every pair of one."
    )

    @Argument(help: "The challenger whose match to show, such as s-000002.")
    var challenger: String?

    @OptionGroup(title: "How many")
    var part: PartOptions

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func run() async throws {
        let records = try Records.open(at: try arena.existing.records)
        let rules = try arena.rules
        guard let challenger else {
            let newest = try await MatchView.list(records: records, presetHash: rules.hash, limit: part.limit)
            let matches = Array(newest.items.reversed())
            if newest.next != nil { part.noteMore("matches") }
            if json { return try Terminal.json(matches) }
            if matches.isEmpty { return Terminal.line("No match was fought on the board of \(rules.name).") }
            for line in Self.table(matches).lines { Terminal.line(line) }
            return
        }
        guard let match = try await MatchView.read(challenger: challenger, records: records, preset: rules) else {
            throw CommandFailure(.notFound, "\(challenger) had no match on the board of \(rules.name)")
        }
        if json { return try Terminal.json(match) }
        for line in Self.lines(match) { Terminal.line(line) }
    }

    private static func table(_ matches: [MatchView]) -> Table {
        var table = Table([
            ("match", .right), ("challenger", .left), ("champion", .left), ("end", .left), ("pairs", .right),
            ("evidence", .right), ("needed", .right),
        ])
        for match in matches {
            let end = match.ancestor.map { "inherited from \($0)" } ?? match.ending ?? match.state
            table.add([
                match.number.map { "\($0)" } ?? "", match.challenger, match.champion, end, "\(match.pairs)",
                match.evidence.map(number) ?? "", match.evidenceNeeded.map(number) ?? "",
            ])
        }
        return table
    }

    private static func lines(_ match: MatchView) -> [String] {
        var lines = Self.table([match]).lines
        guard let disclosure = match.disclosure else { return lines }
        var table = Table([
            ("pair", .right), ("first", .left), ("challenger", .right), ("champion", .right), ("lead", .right),
            ("for", .left), ("evidence", .right),
        ])
        for pair in disclosure.pairs {
            table.add([
                "\(pair.index + 1)", pair.first.rawValue, time(pair.challenger), time(pair.champion),
                pair.lead.map { Numbers.fixed($0 * 100, 2) + " %" } ?? "",
                pair.sign > 0 ? "challenger" : pair.sign < 0 ? "champion" : "neither", number(pair.evidence),
            ])
        }
        lines += [""] + table.lines
        return lines + ["", "secret  \(disclosure.secret)"] + disclosure.seeds.map { "seed    \($0)" }
    }

    private static func time(_ arm: MatchPair.Arm) -> String {
        arm.failure?.code.rawValue ?? arm.run.map { Numbers.seconds($0.nanoseconds) } ?? ""
    }

    private static func number(_ value: Double) -> String {
        value >= 1000 ? Numbers.grouped(value) : Numbers.trimmed(value)
    }
}
