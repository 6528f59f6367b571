import Judging
import Rules
import Sandbox

/// The figures of `tiltyard measure`.
struct CostFigures: Encodable {
    /// A distribution in microseconds.
    struct Spread: Encodable {
        var median: Double
        var p99: Double
        var most: Double

        init(_ nanoseconds: [UInt64]) {
            let sorted = nanoseconds.sorted().map { Double($0) / 1000 }
            median = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
            p99 = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
            most = sorted.last ?? 0
        }
    }

    /// What an evaluation took.
    struct Evaluation: Encodable {
        var phases: [String: UInt64]
        /// The time from the job to its result as a multiple of the timed seconds.
        var wallToTimed: Double
        var peakMemory: [String: Int]
        var verdict: String

        /// - Parameters:
        ///   - result: What came of it.
        ///   - nanoseconds: The time from the job to its result, seen from outside.
        init(_ result: EvaluationResult, nanoseconds: UInt64) {
            phases = result.phases
            phases["total"] = nanoseconds
            wallToTimed = Double(nanoseconds) / Double(max(1, result.phases["timed"] ?? 1))
            peakMemory = result.peakMemory
            verdict = result.verdict.code.rawValue
        }

        enum CodingKeys: String, CodingKey {
            case verdict
            case phases = "phases_ns"
            case wallToTimed = "wall_to_timed"
            case peakMemory = "peak_memory_bytes"
        }

        /// One line for people.
        func line(_ name: String) -> String {
            let order = [
                "setup", "peak", "prepare", "load", "reference", "gate", "timed", "teardown", "verify", "total",
            ]
            let parts = order.compactMap { phase in
                phases[phase].map { "\(phase) \(Numbers.fixed(Double($0) / 1e9, 2)) s" }
            }
            return "\(name): \(Numbers.fixed(wallToTimed, 2)) × the timed seconds (\(verdict); "
                + parts.joined(separator: ", ") + ")"
        }
    }

    var sandboxStart: Spread
    var bareToolStart: Spread
    /// The bare tool with all of a sandbox's walls, where that is something else.
    var walledToolStart: Spread?
    var plainStart: Spread
    var sandboxToBareTool: Double
    var sandboxToWalledTool: Double?
    var sandboxToPlain: Double
    var socketRoundTrip: Spread
    var freeze: Spread
    /// A look at a submission's text, from its bytes to the findings.
    var lint: Spread
    /// Five runs by a judge that was ready for them.
    var evaluation: Evaluation
    /// The same by a judge that was started for them.
    var coldEvaluation: Evaluation

    enum CodingKeys: String, CodingKey {
        case freeze, evaluation
        case sandboxStart = "sandbox_start_us"
        case bareToolStart = "bare_tool_start_us"
        case walledToolStart = "walled_tool_start_us"
        case sandboxToWalledTool = "sandbox_to_walled_tool"
        case plainStart = "fork_exec_us"
        case sandboxToBareTool = "sandbox_to_bare_tool"
        case sandboxToPlain = "sandbox_to_fork_exec"
        case socketRoundTrip = "socket_round_trip_us"
        case lint = "lint_us"
        case coldEvaluation = "cold_evaluation"
    }

    init(
        start: StartCost.Samples,
        overhead: RunOverhead.Samples,
        lint: [UInt64],
        evaluation: Evaluation,
        coldEvaluation: Evaluation
    ) {
        self.lint = Spread(lint)
        sandboxStart = Spread(start.sandbox)
        bareToolStart = Spread(start.bareTool)
        plainStart = Spread(start.plain)
        walledToolStart = start.walledTool.isEmpty ? nil : Spread(start.walledTool)
        sandboxToBareTool = sandboxStart.median / max(bareToolStart.median, 0.001)
        sandboxToWalledTool = walledToolStart.map { [median = sandboxStart.median] in median / max($0.median, 0.001) }
        sandboxToPlain = sandboxStart.median / max(plainStart.median, 0.001)
        socketRoundTrip = Spread(overhead.roundTrip)
        freeze = Spread(overhead.freeze)
        self.evaluation = evaluation
        self.coldEvaluation = coldEvaluation
    }

    var lines: [String] {
        var table = Table([("", .left), ("median", .right), ("p99", .right), ("most", .right), ("ratio", .right)])
        func add(_ name: String, _ spread: Spread, _ ratio: String = "") {
            table.add([name, micro(spread.median), micro(spread.p99), micro(spread.most), ratio])
        }
        add("sandbox, start to nothing left", sandboxStart)
        add("  the bare tool with few walls", bareToolStart, Numbers.fixed(sandboxToBareTool, 2) + " ×")
        if let walledToolStart, let ratio = sandboxToWalledTool {
            add("  the bare tool with the same walls", walledToolStart, Numbers.fixed(ratio, 2) + " ×")
        }
        add("  fork and exec", plainStart, Numbers.fixed(sandboxToPlain, 2) + " ×")
        add("a run: GO and DONE over the socket", socketRoundTrip)
        add("a run: freeze", freeze)
        add("intake: lint in a sandbox of its own", lint)
        let roles = ["host", "referee", "contestant"].compactMap { role in
            evaluation.peakMemory[role].map { "\(role) \(Numbers.megabytes($0))" }
        }
        return table.lines + ["", "five runs, from the job to its result"]
            + [evaluation.line("  judge ready for it"), coldEvaluation.line("  judge started for it")]
            + ["peak memory: " + roles.joined(separator: ", ")]
    }

    private func micro(_ value: Double) -> String { Numbers.grouped(value) + " µs" }
}
