import ArgumentParser
import Foundation
import Judging
import Rules

/// Derives the limits of a preset from honest and dishonest runs of its workload.
struct CalibrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Measure honest and dishonest training of a preset's workload, and derive its limits.",
        discussion: """
            Writes the preset with the new limits, and beside it in the folder 'calibrations' what they come from. Each \
            names the other, so that a calibration that is missing, edited or of another version is noticed. Exit status \
            1, and no preset, when honest and dishonest training cannot be told apart.
            """
    )

    @Argument(help: "A preset's name, or its file.")
    var preset: String

    @Option(help: "The folder for preset and calibration.")
    var into: String

    @Option(help: "Under how many seeds each way to train is tried.")
    var seeds = 3

    @Option(help: "Under how many further seeds a few honest ways to train are tried.")
    var honestSeeds = 100

    @Option(help: "A workload's file, in the place of the preset's workload.")
    var workload: String?

    @Option(help: "The name of the rules that are written. Default: the preset's.")
    var name: String?

    @Option(
        help: "Another precision class: fp32, bf16-autocast or bf16-params. The preset's name gets it as an ending."
    )
    var precision: String?

    @Flag(help: "Also try torch.compile, which needs a C++ compiler.")
    var compile = false

    @Option(help: "Keep the measurements in this file.")
    var keep: String?

    @Option(help: "Take the measurements from this file instead of making them; may be repeated.")
    var measurements: [String] = []

    @Option(
        help:
            "Try only this way to train; may be repeated. To be kept and joined with others, not to derive limits from."
    )
    var only: [String] = []

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard (1...100).contains(seeds) else { throw ValidationError("--seeds takes 1 to 100") }
        guard (0...10_000).contains(honestSeeds) else { throw ValidationError("--honest-seeds takes 0 to 10000") }
    }

    func run() async throws {
        var rules = try rulesToCalibrate()
        let output = try await HarnessTool(machine: machine).calibrate(rules, options: options(for: rules.contract))
        if let keep { try output.write(to: URL(fileURLWithPath: keep)) }
        let calibration = try CalibrationReport(output).calibration
        for line in CalibrationTable(calibration).lines { Terminal.line(line) }
        if let flaw = calibration.flaw {
            Terminal.note("This workload cannot be ranked: \(flaw).")
            throw ExitCode.failure
        }
        rules.verification = calibration.limits
        rules.verification.calibration = calibration.hash
        if let reason = calibration.mismatch(with: rules) {
            Terminal.note("The preset was not written: \(reason).")
            throw ExitCode.failure
        }
        try write(rules, calibration)
    }

    private func rulesToCalibrate() throws -> Preset {
        var rules = try Preset.uncalibrated(preset)
        if let workload {
            rules.workload = try JSONDecoder().decode(
                Workload.self,
                from: Data(contentsOf: URL(fileURLWithPath: workload))
            )
            rules.name = URL(fileURLWithPath: workload).deletingPathExtension().lastPathComponent
        }
        if let precision {
            guard let wanted = Precision(rawValue: precision) else {
                throw ValidationError("there is no precision class \(precision)")
            }
            if wanted != rules.workload.precision { rules.name += "-\(precision)" }
            rules.workload.precision = wanted
        }
        if let name { rules.name = name }
        try rules.validate()
        return rules
    }

    private func options(for contract: Contract) -> [String] {
        var options = ["--seeds", "\(seeds)", "--honest-seeds", "\(honestSeeds)", "--json"]
        if !contract.handsOutOptimizer { options.append("--without-moments") }
        if compile { options.append("--compile") }
        for file in measurements { options += ["--measurements", file] }
        for recipe in only { options += ["--only", recipe] }
        return options
    }

    private func write(_ rules: Preset, _ calibration: Calibration) throws {
        let folder = URL(fileURLWithPath: into)
        let calibrations = folder.appendingPathComponent("calibrations")
        try FileManager.default.createDirectory(at: calibrations, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let name = "\(rules.name).json"
        try encoder.encode(calibration).write(to: calibrations.appendingPathComponent(name), options: .atomic)
        try encoder.encode(rules).write(to: folder.appendingPathComponent(name), options: .atomic)
        Terminal.note("Wrote \(into)/\(name) and \(into)/calibrations/\(name).")
    }
}
