import ArgumentParser
import Foundation
import Rules

/// Lists the workloads of the presets that ship, and the one in the assets' folder.
struct WorkloadListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what the presets train, and the workload that was fetched.",
        discussion: "Files are looked for in the assets' folder, by their names; judging compares their content."
    )

    struct Row: Encodable {
        /// The preset's name, or the file of a workload that was fetched.
        var source: String
        var model: String
        var precision: Precision
        var device: WorkloadModel.Device
        var batch: Int
        var sequenceLength: Int
        var files: [String]
        var missing: [String]

        enum CodingKeys: String, CodingKey {
            case source, model, precision, device, batch, files, missing
            case sequenceLength = "sequence_length"
        }
    }

    @Flag(help: "Print the list as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() throws {
        var rows = try Preset.allNames.map { row($0, try Preset.named($0).workload) }
        if let file = machine.assetsFolder.map({ "\($0)/workload.json" }),
            let data = FileManager.default.contents(atPath: file)
        {
            rows.append(row(file, try JSONDecoder().decode(Workload.self, from: data)))
        }
        if json { return try Terminal.json(rows) }
        var table = Table([
            ("of", .left), ("model", .left), ("precision", .left), ("device", .left), ("batch", .right),
            ("sequence", .right), ("files", .left),
        ])
        for row in rows {
            let files = row.files.map { $0 + (row.missing.contains($0) ? " (missing)" : "") }
            table.add([
                row.source, row.model, row.precision.rawValue, row.device.rawValue, "\(row.batch)",
                "\(row.sequenceLength)", files.isEmpty ? "none needed" : files.joined(separator: ", "),
            ])
        }
        for line in table.lines { Terminal.line(line) }
    }

    private func row(_ source: String, _ workload: Workload) -> Row {
        let files = workload.model.assets.map(\.file)
        return Row(
            source: source,
            model: workload.model.title,
            precision: workload.precision,
            device: workload.model.device,
            batch: workload.batch,
            sequenceLength: workload.sequenceLength,
            files: files,
            missing: files.filter { file in
                machine.assetsFolder.map { !FileManager.default.fileExists(atPath: "\($0)/\(file)") } ?? true
            }
        )
    }
}

extension WorkloadModel {
    /// The kind of model and its size, in a few words.
    fileprivate var title: String {
        switch self {
        case .tinyGPT(let size): return "tiny-gpt, \(size.layers) layers of width \(size.width)"
        case .causalLM(let model):
            guard case .object(let config) = model.config, case .string(let kind) = config["model_type"] else {
                return "hf-causal-lm"
            }
            let layers = config["num_hidden_layers"].map { ", \($0.canonicalText) layers" } ?? ""
            return kind + layers + (config["hidden_size"].map { " of width \($0.canonicalText)" } ?? "")
        }
    }
}
