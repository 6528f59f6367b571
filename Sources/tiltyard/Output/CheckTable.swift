import Arena

/// Checks below one another: what was measured, what is allowed, and how often one fits into the other.
enum CheckTable {
    /// Returns the lines of a table, or none when there are no checks.
    ///
    /// - Parameter checks: The checks, in the order in which they are shown.
    /// - Returns: A line of headings and one line a check; those beyond their limit are red.
    static func lines(_ checks: [Check]) -> [String] {
        guard !checks.isEmpty else { return [] }
        var table = Table([
            ("check", .left), ("measured", .right), ("allowed", .right), ("headroom", .right), ("closest", .left),
        ])
        for check in checks {
            let cells = [
                check.name, check.value.map { text($0, check.unit) } ?? "-", allowed(check), headroom(check),
                [check.run.map { "run \($0)" }, check.subject].compactMap(\.self).joined(separator: ", "),
            ]
            if check.isKept { table.add(cells) } else { table.add(cells, .red) }
        }
        return table.lines
    }

    private static func allowed(_ check: Check) -> String {
        switch (check.lowest, check.highest) {
        case (let lowest?, let highest?): "\(text(lowest, check.unit)) … \(text(highest, check.unit))"
        case (let lowest?, nil): "≥ " + text(lowest, check.unit)
        case (nil, let highest?): "≤ " + text(highest, check.unit)
        case (nil, nil): "-"
        }
    }

    /// How many times the measured value fits into the limit; of a broken limit, how far beyond it is.
    private static func headroom(_ check: Check) -> String {
        guard let headroom = check.headroom else { return check.isKept ? "exact" : "broken" }
        guard check.isKept else { return headroom > 0 ? "over by \(times(1 / headroom))" : "broken" }
        return times(headroom)
    }

    private static func times(_ factor: Double) -> String {
        factor >= 10_000 ? ">9999 ×" : Numbers.fixed(factor, factor < 10 ? 2 : 0) + " ×"
    }

    private static func text(_ value: Double, _ unit: Check.Unit) -> String {
        switch unit {
        case .share: abs(value) < 0.001 ? Numbers.scientific(value) : Numbers.fixed(value, 6)
        case .seconds: Numbers.fixed(value, 3) + " s"
        case .rate: Numbers.grouped(value) + "/s"
        case .bytes: value < 1e6 ? Numbers.grouped(value) + " B" : Numbers.megabytes(Int(value))
        }
    }
}
