import Arena
import ArgumentParser
import Chain
import Foundation
import Records
import Rules

/// Shows and checks what tournaments pay.
struct TournamentPayoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payout",
        abstract: "What tournaments pay, as a document that anybody can compute again.",
        subcommands: [TournamentPayoutShowCommand.self, TournamentPayoutAuditCommand.self]
    )
}

/// Prints the statement that was paid by last.
struct TournamentPayoutShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the statement by which weights were set last; it is what 'audit' takes."
    )

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    func run() async throws {
        let records = try Records.openReadOnly(at: homeOptions.existing.records)
        guard let last = try await records.lastTournamentWeights() else {
            throw CommandFailure(.notFound, "no weights of tournaments were set here yet")
        }
        Terminal.line(String(last.statement.dropLast()))
    }
}

/// Computes a payout again.
struct TournamentPayoutAuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Compute a payout again from its statement, and compare.",
        discussion: """
            Nothing but the file is looked at. Status 1 when it was changed, when its weights do not follow from its \
            rules, or when they are no split of the whole.
            """
    )

    @Argument(help: "The statement, as 'tournament payout show' prints it.")
    var file: String

    @Flag(help: "Print the weights as JSON.")
    var json = false

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.notFound, "cannot read \(file)")
        }
        let statement = try PayoutStatement(auditing: data)
        if json { return try Terminal.json(statement.weights) }
        let fields = Fields([
            ("rules", "\(statement.preset.name) \(statement.audit.presetHash.prefix(16))"),
            ("moment", statement.audit.now.text), ("digest", statement.digest),
            ("sum", "\(statement.weights.sum)"),
        ])
        for line in fields.lines { Terminal.line(line) }
        Terminal.line()
        var table = Table([("paid", .left), ("weight", .right)])
        for (hotkey, weight) in statement.weights.ranked { table.add([hotkey, Numbers.fixed(weight, 9)]) }
        table.add(["(burned)", Numbers.fixed(statement.weights.burned, 9)])
        for line in table.lines { Terminal.line(line) }
    }
}
