import Sandbox

/// What was seen of every promise on every engine.
package struct Matrix: Sendable, Codable {
    /// One engine's findings, in the order of the promises.
    package struct Column: Sendable, Codable {
        /// The engine's name.
        package var engine: String
        /// The digest of its image, if it has one.
        package var image: String?
        /// What the engine says that it cannot give here.
        package var degradations: [String]
        package var findings: [Finding]

        /// Tries every promise on one engine.
        ///
        /// - Parameters:
        ///   - engine: The engine.
        ///   - promises: What is tried.
        ///   - report: Hears of every promise when it has been tried.
        /// - Throws: `SandboxError` when the engine cannot be started at all.
        package init(
            _ engine: EngineUnderTest,
            _ promises: [Promise],
            report: (Promise, Finding) -> Void
        ) throws {
            let trial = try Trial(engine)
            self.engine = engine.name
            image = trial.isolation.image
            degradations = trial.isolation.degradations.map(\.code)
            findings = promises.map { promise in
                let finding = promise.judge(trial)
                report(promise, finding)
                return finding
            }
        }
    }

    /// One promise of the rows.
    package struct Row: Sendable, Codable {
        package var area: String
        package var name: String
        package var tried: String
    }

    package var rows: [Row]
    package var columns: [Column]

    package init(_ promises: [Promise], columns: [Column]) {
        rows = promises.map { Row(area: $0.area.rawValue, name: $0.name, tried: $0.tried) }
        self.columns = columns
    }

    /// How many cells say that a promise was broken.
    package var brokenCells: Int { columns.map { $0.findings.count { $0.state == .broken } }.reduce(0, +) }

    /// The matrix as tables in Markdown, one an area.
    package var markdown: [String] {
        var lines: [String] = []
        for (index, row) in rows.enumerated() {
            if index == 0 || rows[index - 1].area != row.area {
                let names = ["A sandbox …", "Tried"] + columns.map(\.engine)
                lines += ["", "## \(row.area)", "", Self.line(names), Self.line(names.map { _ in "---" })]
            }
            let cells = columns.map { "**\($0.findings[index].state.rawValue)** \($0.findings[index].detail)" }
            lines.append(Self.line([row.name, row.tried] + cells))
        }
        return Array(lines.dropFirst())
    }

    private static func line(_ cells: [String]) -> String {
        let escaped = cells.map { cell in
            String(cell.flatMap { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) })
        }
        return "| \(escaped.joined(separator: " | ")) |"
    }
}
