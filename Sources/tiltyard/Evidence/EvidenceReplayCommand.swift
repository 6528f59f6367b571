import Arena
import ArgumentParser
import Evidence
import Foundation
import Judging
import Records
import Rules

/// Judges again what is in a log of evidence, under the same seeds.
struct EvidenceReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge again what is in a log, under the same rules and seeds, and compare the verdicts.",
        discussion: """
            Evaluations of closed epochs and title matches that are decided can be judged again: before, their seeds are \
            secret. The code comes from the arena's records or from a folder with files of any names. Times depend on \
            the machine and are shown side by side; of a title match, every run has to end as it did. Exit status 0: all \
            verdicts are the same. 1: one is another. 5: this machine failed.
            """
    )

    @Argument(help: "The log: an arena's evidence.jsonl, or a copy of it.")
    var log: String

    @Option(help: "The validator's public key. Default: the one that the log names itself.")
    var key: String?

    @Option(help: "A folder with the code of the submissions. Default: the arena's records.")
    var code: String?

    @Option(help: "Only the evaluation or the title match in this entry.")
    var entry: Int64?

    @Option(help: "How many evaluations, the newest of the log.")
    var last = 10

    @Option(help: "How many title matches, the newest of the log; each takes minutes.")
    var matches = 0

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard last >= 0, matches >= 0, last + matches > 0 else {
            throw ValidationError("--last and --matches must not be below 0, and not both 0")
        }
    }

    func run() async throws {
        let log = try EvidenceLog(log, key: key)
        let audit = try EvidenceAudit(log.entries)
        let evaluations = audit.replays().filter(isChosen(\.entry)).suffix(entry == nil ? last : 1)
        let fights = try audit.matchReplays(log.entries).filter(isChosen(\.entry)).suffix(entry == nil ? matches : 1)
        if evaluations.isEmpty, fights.isEmpty { throw nothingToReplay }
        let source = try code.map(ReplayCode.folder) ?? .records(Records.open(at: homeOptions.existing.records))
        var report = Report()
        for replay in evaluations {
            let row = try await judge(replay, source)
            report.evaluations.append(row)
            if !json { Terminal.line(row.line) }
        }
        for replay in fights {
            let row = try await fight(replay, source)
            report.matches.append(row)
            if !json { Terminal.line(row.line) }
        }
        if json { try Terminal.json(report) }
        if report.answers.contains(false) { throw ExitStatus.rejected.exit }
        if report.answers.contains(nil) { throw ExitStatus.machineUnfit.exit }
    }

    private struct Report: Encodable {
        var evaluations: [ReplayRow] = []
        var matches: [MatchReplayRow] = []

        var answers: [Bool?] { evaluations.map(\.isSame) + matches.map(\.isSame) }
    }

    private func isChosen<Replay>(_ number: KeyPath<Replay, Int64>) -> (Replay) -> Bool {
        { replay in entry.map { $0 == replay[keyPath: number] } ?? true }
    }

    private var nothingToReplay: CommandFailure {
        guard let entry else {
            return CommandFailure(.notFound, "neither an evaluation of a closed epoch nor a title match is in the log")
        }
        return CommandFailure(.notFound, "entry \(entry) is neither an evaluation of a closed epoch nor a title match")
    }

    private func judge(_ replay: EvidenceAudit.Replay, _ source: ReplayCode) async throws -> ReplayRow {
        let evaluation = replay.evaluation
        let code = try await source.find(evaluation.codeHash, of: evaluation.submission)
        let bench = BenchRun(machine: machine)
        let plan = bench.plan(
            code,
            preset: replay.preset,
            name: evaluation.submission,
            seeds: { _ in replay.seeds },
            peakFlops: replay.result.environment.peakFlops
        )
        return ReplayRow(replay, again: try await bench.run(plan, code).result)
    }

    private func fight(_ replay: EvidenceAudit.MatchReplay, _ source: ReplayCode) async throws -> MatchReplayRow {
        let (challenger, champion) = (replay.result.challenger, replay.result.champion)
        let codes = (
            try await source.find(challenger.codeHash, of: challenger.submission),
            try await source.find(champion.codeHash, of: champion.submission)
        )
        let run = MatchRun(machine: machine)
        var pairs: [MatchPair] = []
        for plan in replay.plans(token: { UUID().uuidString.lowercased() }) {
            let result = try await run.fight(plan, codes.0, codes.1)
            guard result.failure == nil else { return MatchReplayRow(replay, again: nil) }
            pairs += result.pairs.dropFirst(plan.prior.count)
        }
        return MatchReplayRow(replay, again: pairs)
    }
}
