import Arena
import ArgumentParser
import Records

/// Shows an epoch: once it is closed, with its secret and seeds.
struct EpochCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "epoch",
        abstract: "Show an epoch; once all its evaluations are done, with the seeds of its runs."
    )

    @Argument(help: "The number of the epoch, counted from 1.")
    var number: Int64

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func run() async throws {
        let home = try arena.existing
        let records = try Records.open(at: home.records)
        let view = try await EpochView.read(number, records: records, preset: try arena.rules)
        if json { return try Terminal.json(view) }
        Terminal.line("epoch \(view.epoch)  \(view.isClosed ? "closed" : "open")")
        Terminal.line("beacon  block \(view.beaconBlock), \(view.beaconHash)")
        Terminal.line("submissions  \(view.submissions.joined(separator: ", "))")
        guard let disclosure = view.disclosure else {
            return Terminal.line("The secret is shown when the last of its evaluations is done.")
        }
        Terminal.line("secret  \(disclosure.secret)")
        for submission in disclosure.submissions {
            Terminal.line("\(submission.submission)  attempt \(submission.attempt), code \(submission.codeHash)")
            for (index, run) in submission.runs.enumerated() {
                Terminal.line("  run \(index + 1)  \(run.steps) steps, seed \(run.seed)")
            }
        }
    }
}
