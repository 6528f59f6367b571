import Arena
import Foundation
import Intake
import Judging
import Rules

/// Judges submissions of the corpus one after another, and attacks beside their twins.
struct RedteamRun {
    let corpus: Corpus
    /// The rules by the precision class that they are for.
    let presets: [String: Preset]
    let bench: BenchRun
    let masterSeed: String
    let tolerance: Double
    let timedRuns: Int

    /// How often an attack that seems faster than its twin is measured again, in turn with it, before it counts.
    private static let confirmations = 2

    /// Judges entries in order.
    ///
    /// - Parameters:
    ///   - entries: What to judge.
    ///   - known: Rows of an earlier run; those of files and rules that are still the same are taken as they are.
    ///   - report: Is given all rows so far after each one, and those known of what follows.
    /// - Returns: A row for each entry.
    /// - Throws: Whatever keeps a judge from working.
    func judge(
        _ entries: [CorpusEntry],
        known: [RedteamRow],
        report: ([RedteamRow], [RedteamRow]) throws -> Void
    ) async throws -> [RedteamRow] {
        let known = Dictionary(known.map { ($0.path, $0) }) { _, last in last }
        var twins: [String: TwinRate] = [:]
        var rows: [RedteamRow] = []
        for (index, entry) in entries.enumerated() {
            let code = try corpus.code(of: entry)
            if let row = known[entry.path], row.codeHash == CodeHash(of: code).text, row.rules == hash(for: entry) {
                rows.append(row)
                continue
            }
            var row = try await judge(entry, twinRate: try await twinRate(of: entry, at: index, &twins))
            if entry.isComparedInTime, row.outcome == .cheatAccepted {
                row = try await confirm(entry, row)
            }
            rows.append(row)
            // What is known of those that come later stays in the books.
            let later = entries[(index + 1)...].compactMap { known[$0.path] }
            try report(rows, later)
        }
        return rows
    }

    /// When a twin was measured, and how fast it was.
    private struct TwinRate {
        var index: Int
        var tokensPerSecond: Double?
    }

    /// The twin's speed, measured lately: the machine may be faster or slower than at the beginning.
    private func twinRate(of entry: CorpusEntry, at index: Int, _ twins: inout [String: TwinRate]) async throws
        -> Double?
    {
        guard entry.isComparedInTime, let twin = corpus.entries.first(where: { $0.path == entry.twin }) else {
            return nil
        }
        if let known = twins[twin.path], index - known.index < Self.twinsAge { return known.tokensPerSecond }
        let rate = try await judge(twin, twinRate: nil).tokensPerSecond
        twins[twin.path] = TwinRate(index: index, tokensPerSecond: rate)
        return rate
    }

    /// After how many submissions a twin is measured anew.
    private static let twinsAge = 20

    private func judge(_ entry: CorpusEntry, twinRate: Double?) async throws -> RedteamRow {
        let code = try corpus.code(of: entry)
        let rules = try rules(for: entry)
        do throws(IntakeError) {
            try CodeCheck.inspect(code, expected: CodeHash(of: code), limits: rules.intake)
        } catch {
            let plan = bench.plan(code, preset: rules, name: entry.path)
            let verdict = VerdictCode(rawValue: error.code.rawValue).map { Verdict($0, error.sentence) }
            let result = EvaluationResult(refusing: plan, verdict ?? Verdict(.notText, error.sentence))
            let log = "TOOK PLACE: at intake"
            return RedteamRow(entry, result, rules: hash(for: entry), log: log, twinRate: nil, tolerance: tolerance)
        }
        // The peak is not asked about; any figure saves its measurement.
        let plan = bench.plan(code, preset: rules, name: entry.path, seeds: seeds, peakFlops: 1)
        let outcome = try await bench.run(plan, code)
        return RedteamRow(
            entry,
            outcome.result,
            rules: hash(for: entry),
            log: outcome.log,
            twinRate: twinRate,
            tolerance: tolerance
        )
    }

    /// Measures twin and attack again in turn; only an attack that is faster every time was faster.
    private func confirm(_ entry: CorpusEntry, _ first: RedteamRow) async throws -> RedteamRow {
        guard let twin = corpus.entries.first(where: { $0.path == entry.twin }) else { return first }
        var row = first
        for _ in 0..<Self.confirmations where row.outcome == .cheatAccepted {
            let rate = try await judge(twin, twinRate: nil).tokensPerSecond
            row = try await judge(entry, twinRate: rate)
        }
        return row
    }

    private func hash(for entry: CorpusEntry) -> String { presets[entry.precision]?.hash ?? "" }

    /// Several runs where time is compared; one is enough where it is not.
    private func rules(for entry: CorpusEntry) throws -> Preset {
        guard var rules = presets[entry.precision] else {
            throw ArenaError(
                .unreadable,
                "\(entry.path): there are no rules for the precision class \(entry.precision)"
            )
        }
        let isTwin = corpus.entries.contains { $0.twin == entry.path }
        rules.runs = entry.isComparedInTime || isTwin ? timedRuns : 1
        return rules
    }

    /// The same seeds for all, whatever their number of runs: so they share references.
    private func seeds(for rules: Preset) -> [String] {
        let runs = rules.runs
        var rules = presets[rules.workload.precision.rawValue] ?? rules
        rules.runs = timedRuns
        return Array(
            Seeds.derive(
                secret: Data(masterSeed.utf8),
                beacon: Data("red team".utf8),
                preset: rules,
                submission: "all",
                code: CodeHash(of: Data()),
                attempt: 1
            ).prefix(runs)
        )
    }
}
