import Arena
import ArgumentParser
import Records

/// Shows or changes whether everything is burned.
struct ValidatorBurnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burn",
        abstract: "Have everything burned for a while, or stop it; the reason is kept for everybody to read.",
        discussion: "A running validator follows within a moment. Without an argument it says how things stand."
    )

    enum Position: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    struct State: Encodable {
        var on: Bool
        var reason: String?
        var changed: Bool
    }

    @Argument(help: "on or off.")
    var position: Position?

    @Option(help: "Why, in one sentence.")
    var reason: String?

    @Flag(help: "Print the state as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func validate() throws {
        if position != nil, reason?.isEmpty ?? true { throw ValidationError("a change needs a --reason") }
    }

    func run() async throws {
        let records = try Records.open(at: arena.existing.records)
        var isChanged = false
        if let position, let reason {
            isChanged = try await records.switchBurn(position == .on, reason: reason)
        }
        let state = try await records.burnSwitch()
        let report = State(on: state?.isOn ?? false, reason: state?.reason, changed: isChanged)
        if json { return try Terminal.json(report) }
        let since = report.reason.map { ": \($0)" } ?? ""
        Terminal.line(report.on ? "everything is burned\(since)" : "burning is left to the rules\(since)")
    }
}
