import ArgumentParser

/// Says what this machine can do, and what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this machine can do and what is degraded.",
        discussion: "Exit status 1 when something is missing without which nothing works."
    )

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    private struct Report: Encodable {
        var works: Bool
        var rankable: Bool
        var capabilities: [Capability]
    }

    func run() async throws {
        let capabilities = MachineChecks.all + (await SandboxChecks(machine: machine).all())
        let works = capabilities.allSatisfy { $0.state != .missing }
        let rankable = works && capabilities.allSatisfy { !$0.forbidsRanking }
        if json {
            try Terminal.json(Report(works: works, rankable: rankable, capabilities: capabilities))
        } else {
            show(capabilities)
            Terminal.line()
            Terminal.line(works ? "Tiltyard works here." : "Tiltyard does not work here yet.")
            if works, !rankable { Terminal.line("Times measured here may not be ranked.") }
        }
        guard works else { throw ExitStatus.machineUnfit.exit }
    }

    private func show(_ capabilities: [Capability]) {
        var table = Table([("capability", .left), ("state", .left), ("found", .left)])
        for capability in capabilities {
            let cells = [capability.name, capability.state.rawValue, capability.detail]
            switch capability.state {
            case .ok: table.add(cells)
            case .degraded: table.add(cells, .yellow)
            case .missing: table.add(cells, .red)
            case .absent: table.add(cells, .dim)
            }
        }
        for line in table.lines { Terminal.line(line) }
    }
}
