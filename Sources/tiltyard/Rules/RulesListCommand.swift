import ArgumentParser
import Rules

/// Lists the presets that ship.
struct RulesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the presets that ship.")

    struct Row: Encodable {
        var name: String
        var version: Int
        var contract: Contract
        var metric: Metric
        var runs: Int
        var steps: Int
        var isCalibrated: Bool
        var summary: String
        var hash: String

        enum CodingKeys: String, CodingKey {
            case name, version, contract, metric, runs, steps, summary, hash
            case isCalibrated = "calibrated"
        }
    }

    @Flag(help: "Print the list as JSON.")
    var json = false

    func run() throws {
        let rows = try Preset.allNames.map { name in
            let preset = try Preset.named(name)
            return Row(
                name: preset.name,
                version: preset.version,
                contract: preset.contract,
                metric: preset.metric,
                runs: preset.runs,
                steps: preset.steps,
                isCalibrated: preset.verification.calibration != nil,
                summary: preset.summary,
                hash: preset.hash
            )
        }
        if json { return try Terminal.json(rows) }
        var table = Table([
            ("name", .left), ("contract", .left), ("metric", .left), ("runs", .right), ("steps", .right),
            ("calibrated", .left),
        ])
        for row in rows {
            table.add([
                row.name, row.contract.rawValue, row.metric.rawValue, "\(row.runs)", "\(row.steps)",
                row.isCalibrated ? "yes" : "no",
            ])
        }
        for line in table.lines { Terminal.line(line) }
    }
}
