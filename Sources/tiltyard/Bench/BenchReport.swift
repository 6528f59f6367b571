import Arena
import Judging
import Rules
import Sandbox

/// An evaluation's result for a terminal.
struct BenchReport {
    let result: EvaluationResult
    let preset: Preset

    /// One line for a step, or `nil` for steps that need none.
    static func line(for progress: Judge.Progress) -> String? {
        switch progress {
        case .prepared: "referee is ready"
        case .ran(let run, let count, let nanoseconds, let rate):
            "run \(run + 1) of \(count): \(Numbers.seconds(nanoseconds)), \(Numbers.grouped(rate)) tokens/s"
        case .verified(let run, let count, let error):
            "run \(run + 1) of \(count): verified, update error \(error.map { Numbers.fixed($0, 5) } ?? "none")"
        case .paired, .ended: nil
        }
    }

    var lines: [String] {
        let verdict = result.verdict
        let colour: Terminal.Style = verdict.isAccepted ? .green : .red
        var lines = [
            "", Terminal.styled(verdict.code.rawValue, .bold, colour) + "  " + verdict.sentence, "",
        ]
        lines += table
        lines += headroom
        if let score = result.score {
            lines += ["", "score   \(Numbers.grouped(score.tokensPerSecond)) tokens/s" + mfu(score)]
        }
        lines += ["time    " + phases, "memory  " + memory]
        lines += result.environment.degradations.map { Terminal.styled("note    \($0.sentence)", .yellow) }
        if !result.environment.isRankable {
            lines.append(Terminal.styled("note    times of this machine are not rankable", .yellow))
        }
        return lines
    }

    private var table: [String] {
        guard !result.runs.isEmpty else { return [] }
        var table = Table([
            ("run", .right), ("wall", .right), ("tokens/s", .right), ("freeze", .right), ("update error", .right),
            ("projection", .right), ("others before, during", .right),
        ])
        for run in result.runs {
            table.add([
                "\(run.index + 1)", Numbers.seconds(run.nanoseconds), Numbers.grouped(run.tokensPerSecond),
                "\(run.freezing / 1000) µs", run.statistics?.updateError.map { Numbers.fixed($0, 5) } ?? "-",
                run.statistics?.projection.map { Numbers.fixed($0, 5) } ?? "-",
                percent(run.foreignLoad) + ", " + percent(run.foreignLoadDuring) + (run.isMarked ? " *" : ""),
            ])
        }
        return table.lines
            + (disturbances.isEmpty ? [] : ["* \(disturbances.joined(separator: "; ")); a ranked board would wait"])
    }

    /// How near the runs came to each limit.
    private var headroom: [String] {
        let runs = result.runs.map {
            Check.Run(index: $0.index, nanoseconds: $0.nanoseconds, statistics: $0.statistics)
        }
        let lines = CheckTable.lines(Check.all(of: runs, preset: preset))
        return lines.isEmpty ? [] : [""] + lines
    }

    private var disturbances: [String] {
        let found = Set(result.runs.flatMap(\.disturbances))
        return Disturbance.allCases.filter(found.contains).map(\.sentence)
    }

    private func percent(_ share: Double?) -> String { share.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "-" }

    private func mfu(_ score: Score) -> String {
        let ruled = preset.score?.peakFlops
        guard let mfu = score.mfu, let peak = ruled ?? result.environment.peakFlops else { return "" }
        let whole = (ruled == nil ? "a measured " : "the rules' ") + Numbers.fixed(peak / 1e9, 1) + " GFLOP/s"
        return
            ", MFU \(Numbers.fixed(mfu * 100, 1)) % of \(whole) (\(result.environment.flopsFormula ?? "unknown formula"))"
    }

    private var phases: String {
        let order = ["setup", "peak", "prepare", "load", "reference", "gate", "timed", "teardown", "verify", "total"]
        return order.compactMap { name in result.phases[name].map { "\(name) \(Numbers.fixed(Double($0) / 1e9, 2)) s" }
        }
        .joined(separator: ", ")
    }

    private var memory: String {
        ["host", "referee", "contestant"]
            .compactMap { role in result.peakMemory[role].map { "\(role) \(Numbers.megabytes($0))" } }
            .joined(separator: ", ")
    }
}
