import Arena
import ArgumentParser
import Foundation
import Glibc
import Judging
import Records

/// Prints what a submission printed.
struct SubmissionLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Print what a submission printed while it was judged.",
        discussion: """
            It is shown once all evaluations of its epoch are done, so that nobody learns from it about runs to come. On a \
            terminal, control characters are written as numbers. The newest hundred evaluations keep their logs.
            """
    )

    @Argument(help: "The submission, such as s-000001.")
    var id: String

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the log of each run as JSON.")
    var json = false

    private struct Report: Encodable {
        var file: String
        var text: String
    }

    func run() async throws {
        let records = try Records.open(at: try homeOptions.existing.records)
        let view = try await SubmissionView.read(id, records: records)
        guard view.epoch != nil else {
            throw CommandFailure(.notFound, "\(id) was not judged, so it printed nothing")
        }
        guard view.outcome != nil, view.isEpochClosed else {
            throw CommandFailure(.notFound, "logs are shown once the epoch is closed; that of \(id) is open")
        }
        guard let folder = view.jobFolder else {
            throw CommandFailure(.notFound, "the log of \(id) is no longer kept")
        }
        let logs = view.logs.map { name in
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
            return Report(file: "\(folder)/\(name)", text: String(decoding: data, as: UTF8.self))
        }
        if json { return try Terminal.json(logs) }
        guard logs.contains(where: { !$0.text.isEmpty }) else { return Terminal.note("\(id) printed nothing") }
        for log in logs where !log.text.isEmpty { show(log) }
    }

    private func show(_ log: Report) {
        Terminal.note(log.file)
        let text = isatty(STDOUT_FILENO) == 1 ? StrangeText.escaped(log.text) : log.text
        Terminal.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
}
