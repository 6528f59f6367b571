import ArgumentParser
import Conformance
import Foundation
import Sandbox

/// Tries every promise of a sandbox on every engine of this machine.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Try every promise of a sandbox on every engine that this machine has.",
        discussion: """
            Without --engine these are tried: bubblewrap; bubblewrap as a user without rights, where there is root; and \
            podman, where it and its image are there. Exit status 1 when a promise was broken.
            """
    )

    @Option(name: .customLong("engine"), help: "Try this engine only; may be given again.")
    var engines: [EngineName] = []

    @Flag(help: "Try the engines as a user without rights; it takes root to do so.")
    var withoutRights = false

    @Option(help: "Try only promises that have this in their names.")
    var only: String?

    @Flag(help: "Print the matrix as Markdown.")
    var markdown = false

    @Flag(help: "Print the matrix as JSON.")
    var json = false

    /// Whom sandboxes are tried as that are to have no rights; the numbers before it are sandboxes' own.
    private static let unprivileged: UInt32 = 200_100

    func run() async throws {
        let promises = Promise.all.filter { promise in only.map { promise.name.contains($0) } ?? true }
        let candidates = self.candidates
        let columns = try await OwnThread.run { try candidates.compactMap { try Self.column($0, promises) } }
        let matrix = Matrix(promises, columns: columns)
        if json {
            try Terminal.json(matrix)
        } else if markdown {
            for line in matrix.markdown { Terminal.line(line) }
        } else {
            show(matrix)
        }
        guard matrix.brokenCells == 0 else { throw ExitStatus.machineUnfit.exit }
    }

    /// An engine, and as whom its launcher runs.
    private struct Candidate: Sendable {
        var engine: EngineName
        var user: UInt32?
        /// Whether it is left out where it is not there.
        var isOptional: Bool

        var name: String { engine.rawValue + (user == nil ? "" : ", no rights") }
    }

    private var candidates: [Candidate] {
        let user = Rights.isRoot ? Self.unprivileged : nil
        guard engines.isEmpty else {
            return engines.map { Candidate(engine: $0, user: withoutRights ? user : nil, isOptional: false) }
        }
        let usual = [Candidate(engine: .bubblewrap, isOptional: false)]
        let others = [
            Candidate(engine: .bubblewrap, user: user, isOptional: true), Candidate(engine: .podman, isOptional: true),
        ]
        return usual + others.filter { $0.engine != .bubblewrap || user != nil }
    }

    private static func column(_ candidate: Candidate, _ promises: [Promise]) throws -> Matrix.Column? {
        let engine = EngineUnderTest(name: candidate.name) { mounts in
            try LauncherClient.start(
                executable: MachineOptions.executable,
                arguments: ["tiltyard", "launcher"],
                configuration: LauncherConfiguration(engine: candidate.engine, mounts: mounts),
                user: candidate.user
            )
        }
        do {
            var tried = 0
            return try Matrix.Column(engine, promises) { _, _ in
                tried += 1
                if tried % 20 == 0 { Terminal.note("\(candidate.name): \(tried) of \(promises.count)") }
            }
        } catch  where candidate.isOptional {
            Terminal.note("\(candidate.name) is left out: \(error)")
            return nil
        }
    }

    private func show(_ matrix: Matrix) {
        for (index, row) in matrix.rows.enumerated() {
            if index == 0 || matrix.rows[index - 1].area != row.area { Terminal.line("\n\(row.area)") }
            Terminal.line("  \(row.name)")
            Terminal.line(Terminal.styled("    tried: \(row.tried)", .dim))
            for column in matrix.columns {
                let finding = column.findings[index]
                let line = "    \(column.engine): \(finding.state.rawValue) (\(StrangeText.escaped(finding.detail)))"
                switch finding.state {
                case .kept: Terminal.line(line)
                case .broken: Terminal.line(Terminal.styled(line, .red))
                case .degraded, .open: Terminal.line(Terminal.styled(line, .yellow))
                }
            }
        }
        Terminal.line()
        for column in matrix.columns {
            let counts = [Finding.State.kept, .broken, .degraded, .open].map { state in
                "\(column.findings.count { $0.state == state }) \(state.rawValue)"
            }
            Terminal.line("\(column.engine): \(matrix.rows.count) promises, \(counts.joined(separator: ", "))")
        }
    }
}

extension EngineName: ExpressibleByArgument {}
