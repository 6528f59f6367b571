import Foundation
import Judging
import Rules
import Subprocess
import SystemPackage

/// The harness's commands for operators: trusted code, run outside any sandbox.
struct HarnessTool {
    let machine: MachineOptions

    /// One thread, which does not spin while it waits.
    private static let oneThread: [Environment.Key: String?] = ["OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"]

    /// Measures a preset's workload.
    ///
    /// - Parameters:
    ///   - preset: The rules.
    ///   - options: Further options of the command `calibrate`.
    /// - Returns: The JSON object that it prints.
    /// - Throws: `JobError` with what it says when it fails.
    func calibrate(_ preset: Preset, options: [String]) async throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let workload = folder.appendingPathComponent("workload.json")
        try JSONEncoder().encode(preset.workload).write(to: workload)
        var arguments =
            [
                "--workload", workload.path, "--steps", "\(preset.steps)", "--spread", "\(preset.stepSpread)",
            ] + options
        if let assets = machine.assetsFolder { arguments += ["--assets", assets] }
        return try await run("calibrate", arguments)
    }

    /// Runs one command; its error stream is shown as it comes.
    ///
    /// An exit status of 1 is an answer too: the command found what it was asked about to be unfit.
    func run(_ command: String, _ arguments: [String], variables: [Environment.Key: String?] = [:]) async throws -> Data
    {
        let resource = try HarnessResource(environment: machine.environment)
        let outcome = try await Subprocess.run(
            .path(FilePath("\(resource.environment)/bin/python")),
            arguments: .init(["-I", "-B", resource.harness, command] + arguments),
            environment: .inherit.updating(variables.merging(Self.oneThread) { own, _ in own }),
            input: .none,
            output: .data(limit: 256 << 20),
            error: .sequence
        ) { execution in
            for try await line in execution.standardError.strings() { Terminal.note(line) }
        }
        switch outcome.terminationStatus {
        case .exited(0), .exited(1): return outcome.standardOutput
        default: throw JobError("the harness's command \(command) failed")
        }
    }
}
