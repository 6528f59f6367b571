import ArgumentParser

/// What became of submissions.
struct SubmissionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submission",
        abstract: "Show what became of submissions, and why.",
        subcommands: [
            SubmissionListCommand.self, SubmissionShowCommand.self, SubmissionCodeCommand.self,
            SubmissionLogCommand.self,
        ]
    )
}
