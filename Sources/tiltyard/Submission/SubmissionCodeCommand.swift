import Arena
import ArgumentParser
import Foundation
import Glibc
import Records
import Rules

/// Prints the code of a submission.
struct SubmissionCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Print the code of a submission that has its verdict.",
        discussion: """
            Into a file or a pipe the bytes go as they are. A terminal gets no code with control characters, or with \
            characters that turn the direction of writing: exit status 1.
            """
    )

    @Argument(help: "The submission, such as s-000001.")
    var id: String

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print hash and text as JSON.")
    var json = false

    private struct Report: Encodable {
        var submission: String
        var codeHash: String
        var code: String

        enum CodingKeys: String, CodingKey {
            case submission, code
            case codeHash = "code_hash"
        }
    }

    func run() async throws {
        let records = try Records.open(at: try homeOptions.existing.records)
        let submission = try await records.submission(id).submission
        guard submission.state == .judged || submission.state == .rejected else {
            throw CommandFailure(.notFound, "\(id) has no verdict yet; its code is shown once it has one")
        }
        guard let code = try await records.code(of: id) else {
            throw CommandFailure(.notFound, "no code of \(id) was stored: it was refused before")
        }
        let text = String(decoding: code, as: UTF8.self)
        if json {
            return try Terminal.json(Report(submission: id, codeHash: submission.codeHash.text, code: text))
        }
        guard isatty(STDOUT_FILENO) == 0 || StrangeText.isHarmless(text) else {
            throw CommandFailure(
                .rejected,
                "the code of \(id) has characters that a terminal should not get; send it to a file: "
                    + "tiltyard submission code \(id) > FILE"
            )
        }
        try FileHandle.standardOutput.write(contentsOf: code)
    }
}
