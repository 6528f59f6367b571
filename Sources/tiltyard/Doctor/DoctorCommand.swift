import Arena
import ArgumentParser

/// Says what this machine can do, and what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this machine can do and what is degraded.",
        discussion: """
            With --live it looks at a site that serves, as somebody far away sees it. The exit status is that of a machine \
            that is unfit when something is missing without which nothing works.
            """
    )

    @Option(help: "The address of a site that serves, to look at in the place of this machine.")
    var live: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    private struct Report: Encodable {
        var works: Bool
        /// Missing for a site, which says nothing about its machine.
        var rankable: Bool?
        var capabilities: [Capability]
    }

    func validate() throws {
        guard let live else { return }
        guard Candidate.isAddress(live) else { throw ValidationError("--live takes an http or https address") }
    }

    func run() async throws {
        if let live { return try await look(at: live) }
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

    private func look(at address: String) async throws {
        let site = SiteClient(address: address, apiKey: ServeCommand.apiKey)
        let found = await LiveChecks(site: site).all()
        let works = found.allSatisfy { $0.state != .missing }
        if json {
            try Terminal.json(Report(works: works, rankable: nil, capabilities: found))
        } else {
            show(found)
        }
        guard works else { throw ExitStatus.unreachable.exit }
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
