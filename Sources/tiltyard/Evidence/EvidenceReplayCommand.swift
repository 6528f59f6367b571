import Arena
import ArgumentParser
import Evidence
import Judging
import Records
import Rules

/// Judges again what is in a log of evidence, under the same seeds.
struct EvidenceReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge again what is in a log, under the same rules and seeds, and compare the verdicts.",
        discussion: """
            Only evaluations of closed epochs can be judged again: before, their seeds are secret. The code comes from \
            the arena's records or from a folder with files of any names. Times depend on the machine and are shown \
            side by side. Exit status 0: all verdicts are the same. 1: one is another. 5: this machine failed.
            """
    )

    @Argument(help: "The log: an arena's evidence.jsonl, or a copy of it.")
    var log: String

    @Option(help: "The validator's public key. Default: the one that the log names itself.")
    var key: String?

    @Option(help: "A folder with the code of the submissions. Default: the arena's records.")
    var code: String?

    @Option(help: "Only the evaluation in this entry.")
    var entry: Int64?

    @Option(help: "How many evaluations, the newest of the log.")
    var last = 10

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard last > 0 else { throw ValidationError("--last must be above 0") }
    }

    func run() async throws {
        let log = try EvidenceLog(log, key: key)
        let replays = try chosen(EvidenceAudit(log.entries).replays())
        let source = try code.map(ReplayCode.folder) ?? .records(Records.open(at: homeOptions.existing.records))
        var rows: [ReplayRow] = []
        for replay in replays {
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
            let row = ReplayRow(replay, again: try await bench.run(plan, code).result)
            rows.append(row)
            if !json { Terminal.line(row.line) }
        }
        if json { try Terminal.json(rows) }
        if rows.contains(where: { $0.isSame == false }) { throw ExitStatus.rejected.exit }
        if rows.contains(where: { $0.isSame == nil }) { throw ExitStatus.machineUnfit.exit }
    }

    private func chosen(_ replays: [EvidenceAudit.Replay]) throws -> [EvidenceAudit.Replay] {
        guard let entry else {
            if replays.isEmpty { throw CommandFailure(.notFound, "no evaluation of a closed epoch is in the log") }
            return replays.suffix(last)
        }
        let found = replays.filter { $0.entry == entry }
        if found.isEmpty { throw CommandFailure(.notFound, "entry \(entry) is no evaluation of a closed epoch") }
        return found
    }
}
