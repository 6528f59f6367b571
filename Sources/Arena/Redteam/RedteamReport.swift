package import Rules

/// The red team's books: every row, and the two rates that matter.
package struct RedteamReport: Sendable, Codable {
    package var preset: String
    package var presetHash: String
    /// The text from which the seeds of all evaluations are derived.
    package var masterSeed: String
    package var tolerance: Double
    package var rows: [RedteamRow]
    /// How fine the sieve of each precision class is, by its calibration; books of before do not have it.
    package var resolutions: [String: Calibration.Resolution]?

    enum CodingKeys: String, CodingKey {
        case preset, tolerance, rows, resolutions
        case presetHash = "preset_hash"
        case masterSeed = "master_seed"
    }

    package init(
        preset: String,
        presetHash: String,
        masterSeed: String,
        tolerance: Double,
        rows: [RedteamRow],
        resolutions: [String: Calibration.Resolution] = [:]
    ) {
        self.preset = preset
        self.presetHash = presetHash
        self.masterSeed = masterSeed
        self.tolerance = tolerance
        self.rows = rows
        self.resolutions = resolutions
    }

    package var attacks: [RedteamRow] { rows.filter { $0.kind == .attack && !$0.isHarmless } }
    /// Honest files, and attacks that are none on this machine.
    package var honest: [RedteamRow] { rows.filter { $0.kind == .honest || $0.isHarmless } }
    package var cheatsAccepted: Int { attacks.filter { $0.outcome == .cheatAccepted }.count }
    /// Shortcuts that saved nothing and were accepted.
    package var tolerated: Int { attacks.filter { $0.outcome == .tolerated }.count }
    package var honestRejected: Int { honest.filter { $0.outcome == .honestRejected }.count }
    /// Whether every row ended as its header says.
    package var isGood: Bool { rows.allSatisfy(\.outcome.isGood) }

    /// The two rates in one line.
    package var summary: String {
        "cheats accepted with gain: \(cheatsAccepted) of \(attacks.count) (without gain: \(tolerated)); "
            + "honest rejected: \(honestRejected) of \(honest.count)"
    }

    /// A line for each precision class: the largest saving of work that passes.
    package var resolutionLines: [String] {
        (resolutions ?? [:]).sorted { $0.key < $1.key }.map { precision, found in
            let passing =
                found.recipe.map { "\(Self.rounded(found.passing * 100)) % of the work passes (\($0))" }
                ?? "no saving passes"
            let tried = Self.rounded(found.smallestTried * 100)
            return "\(precision): \(passing); the smallest that was tried is \(tried) %"
        }
    }

    /// How the limits of the older system would have done.
    package var older: String {
        let found = attacks.filter { $0.passesOlderLimits != nil && $0.outcome == .rejected }
        let passed = found.filter { $0.passesOlderLimits == true }.count
        return "Of \(found.count) attacks that were rejected with an output in hand, the published limits of Templar "
            + "Crusades (weights 0.015, loss 0.4, three quarters of the weights changed) would have accepted \(passed). "
            + "The column *Older limits* says so for each output."
    }

    /// The books as a Markdown page.
    package var markdown: String {
        var lines = [
            "# Red team", "",
            "Made by `tiltyard redteam --markdown`. Rules `\(preset)` (hash `\(presetHash)`), master seed `\(masterSeed)`.",
            "",
            "\(summary).", "", "\(older)", "",
        ]
        if !resolutionLines.isEmpty {
            lines += ["Resolution, by the calibration of each precision class:", ""]
            lines += resolutionLines.map { "- \($0)" } + [""]
        }
        for group in Set(rows.map(\.group)).sorted() {
            lines += [
                "## \(group)", "",
                "| Submission | Outcome | Verdict | Update error | Older limits | Speed to twin | Layer |",
            ]
            lines.append("|---|---|---|---|---|---|---|")
            lines += rows.filter { $0.group == group }.map(Self.line)
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ row: RedteamRow) -> String {
        let name = row.path.split(separator: "/").last.map(String.init) ?? row.path
        let error = row.updateError.map { "\(rounded($0))" } ?? ""
        let ratio = row.twinRatio.map { "\(rounded($0)) ×" } ?? ""
        let older = row.passesOlderLimits.map { $0 ? "pass" : "fail" } ?? ""
        let cells = [
            "`\(name)`: \(row.story)", row.outcome.rawValue, "`\(row.code)`", error, older, ratio, row.layer,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// Three significant digits.
    private static func rounded(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        var scale = 1.0
        while abs(value) * scale < 100, scale < 1e12 { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
