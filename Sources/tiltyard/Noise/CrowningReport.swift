import Rules

/// Crowning rules side by side, for people.
struct CrowningReport {
    /// Each table, and the name of its noise.
    let tables: [(name: String, table: CrowningTable)]
    /// How quiet a machine has to be for the presets' matches; nil when none of them has any.
    let quiet: QuietTable?

    /// Tables for a terminal: the crowned in per cent, then pairs and runs.
    var lines: [String] {
        tables.flatMap { name, table -> [String] in
            let title = Terminal.styled("Noise: \(name)", .bold) + "  " + Self.facts(table)
            let crowned = ["", "crowned, in per cent, at a true gain of"] + Self.crowned(table).lines
            let cost = ["", "runs; of matches: pairs, mean / median"] + Self.cost(table).lines
            return [title] + crowned + cost + [""]
        } + quietLines
    }

    private var quietLines: [String] {
        guard let quiet else { return [] }
        var lines = Table([("a pair's spread", .left)] + quiet.rules.map { ($0, .right) })
        for row in quiet.rows { lines.add(Self.quiet(row)) }
        return [Self.quietTitle(quiet)] + lines.lines
    }

    private static func crowned(_ table: CrowningTable) -> Table {
        var lines = Table([("rule", .left)] + head(table).dropFirst().map { ($0, .right) })
        for row in table.rows { lines.add([row.rule] + shares(row)) }
        return lines
    }

    private static func cost(_ table: CrowningTable) -> Table {
        var lines = Table([("rule", .left)] + CrowningTable.gains.map { (gain($0), .right) })
        for row in table.rows { lines.add([row.rule] + row.cells.map(cost)) }
        return lines
    }

    /// A page.
    ///
    /// - Parameter command: What makes it again.
    /// - Returns: Its lines, in Markdown.
    func markdown(command: String) -> [String] {
        let head = [
            "# Whom each rule crowns", "",
            "Made by `\(command)`.", "",
            "Cells: the share of challengers who take the crown, in per cent, by what they gain in truth. *Copies*: the "
                + "share of boards on which any of \(tables.first?.table.copies ?? 0) identical copies takes it, one after "
                + "another. *At margin*: the same for challengers who are better by exactly the margin of a match, the "
                + "worst case of its promise. Copies are simulated as if each were written anew; a board on which they "
                + "share one match gives them fewer chances.",
            "",
            "Scores are measured in sessions of their own, tasks as well; tests and matches measure both sides in one. "
                + "A match ends early at evidence of 20 for the champion and has at most 60 pairs unless it says otherwise.",
        ]
        return head + tables.flatMap { section($0.name, $0.table) } + quietSection
    }

    private var quietSection: [String] {
        guard let quiet else { return [] }
        let head = ["A pair's spread"] + quiet.rules
        let title = [
            "", "## How quiet a machine has to be", "",
            Self.quietTitle(quiet)
                + ". `tiltyard noise fit` tells a machine's own spread. Whatever it is, noise wins no crown "
                + "more often than the budget says; it only keeps crowns from those who earned them.", "",
        ]
        return title + [Self.row(head), Self.rule(head.count)] + quiet.rows.map { Self.row(Self.quiet($0)) }
    }

    private static func quietTitle(_ quiet: QuietTable) -> String {
        "Crowned at a true gain of \(gain(quiet.gain)), in per cent, and median pairs, by the spread of a pair's ratio"
    }

    private static func quiet(_ row: QuietTable.Row) -> [String] {
        [percent(row.pairSpread, 2)]
            + row.cells.map { "\(share($0.crowned)) (\($0.medianPairs.map { "\($0)" } ?? "-"))" }
    }

    private func section(_ name: String, _ table: CrowningTable) -> [String] {
        let cost = ["Rule"] + CrowningTable.gains.map(Self.gain)
        return ["", "## Noise: \(name)", "", Self.facts(table) + ".", ""]
            + [Self.row(Self.head(table)), Self.rule(Self.head(table).count)]
            + table.rows.map { Self.row([$0.rule] + Self.shares($0)) }
            + ["", "Timed runs of one challenge; for matches the pairs, mean / median.", ""]
            + [Self.row(cost), Self.rule(cost.count)]
            + table.rows.map { Self.row([$0.rule] + $0.cells.map(Self.cost)) }
    }

    private static func head(_ table: CrowningTable) -> [String] {
        ["Rule"] + CrowningTable.gains.map(gain) + ["\(table.copies) copies", "\(table.copies) at margin"]
    }

    private static func facts(_ table: CrowningTable) -> String {
        let noise = table.noise
        let movement =
            noise.wander > 0
            ? ", a movement of \(percent(noise.wander, 2)) that is forgotten after \(Numbers.trimmed(noise.wanderRuns)) runs"
            : ""
        let pairs = noise.pairRatios.map { "; pairs drawn from \($0.count) recorded ones" } ?? ""
        return "drift \(percent(noise.drift, 2)) between sessions, \(percent(noise.noise, 2)) between runs, "
            + "\(percent(noise.slowShare, 1)) of the runs slower by \(percent(noise.slowBy, 2)) on average\(movement)\(pairs); "
            + "\(table.trials) trials a cell, seed \(table.seed)"
    }

    private static func shares(_ row: CrowningTable.Row) -> [String] {
        row.cells.map { share($0.crowned) } + [share(row.copies), row.atMargin.map(share) ?? "-"]
    }

    private static func cost(_ cell: CrowningTable.Cell) -> String {
        guard let mean = cell.meanPairs, let median = cell.medianPairs else { return Numbers.fixed(cell.meanRuns, 0) }
        return "\(Numbers.fixed(mean, 1)) / \(median)"
    }

    private static func share(_ value: Double) -> String { Numbers.fixed(value * 100, 1) }
    private static func gain(_ value: Double) -> String { Numbers.trimmed(value * 100) + " %" }
    private static func percent(_ value: Double, _ digits: Int) -> String { Numbers.fixed(value * 100, digits) + " %" }
    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    private static func rule(_ columns: Int) -> String {
        "|---|" + String(repeating: "---:|", count: columns - 1)
    }
}
