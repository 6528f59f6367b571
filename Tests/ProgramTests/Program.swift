import Foundation
import Subprocess
import SystemPackage

/// The built program, run as its user runs it.
struct Program {
    struct Outcome {
        var status: Int32
        var output: Data
        var errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// The program lies beside the tests.
    static let file = Bundle.main.bundleURL.appendingPathComponent("tiltyard").path

    /// Variables that would decide something in a test's place.
    private static let forgotten = [
        "TILTYARD_HOME", "CRUSADES_WALLET_NAME", "CRUSADES_WALLET_HOTKEY", "TOURNAMENT_WALLET_NAME",
        "TOURNAMENT_WALLET_HOTKEY", "SUBTENSOR_NETWORK", "TOURNAMENT_SUBTENSOR_NETWORK",
    ]

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - environment: Variables beside those of the tests.
    ///   - folder: Where it runs; nil: where the tests do.
    /// - Returns: What it said and how it ended.
    /// - Throws: The error of starting it.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String? = nil
    ) async throws -> Outcome {
        var changes: [Environment.Key: String?] = [:]
        for name in forgotten { changes[Environment.Key(stringLiteral: name)] = .some(nil) }
        for (name, value) in environment { changes[Environment.Key(stringLiteral: name)] = value }
        let outcome = try await Subprocess.run(
            .path(FilePath(file)),
            arguments: .init(arguments),
            environment: .inherit.updating(changes),
            workingDirectory: folder.map { FilePath($0) },
            output: .data(limit: 1 << 22),
            error: .string(limit: 1 << 22)
        )
        let status: Int32 =
            switch outcome.terminationStatus {
            case .exited(let code): Int32(code)
            default: -1
            }
        return Outcome(status: status, output: outcome.standardOutput, errors: outcome.standardError)
    }
}

/// A folder of one test's own.
struct Workplace {
    let path = NSTemporaryDirectory() + "work-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// Writes a file and returns its path.
    func write(_ data: Data, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try data.write(to: URL(fileURLWithPath: file))
        return file
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    /// Runs the program here.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.Outcome {
        try await Program.run(arguments, environment: environment, in: path)
    }

    /// Runs the program here and reads the JSON object that it prints.
    func object(_ arguments: String..., environment: [String: String] = [:]) async throws -> [String: Any] {
        let outcome = try await Program.run(arguments + ["--json"], environment: environment, in: path)
        guard outcome.status == 0, let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        else { throw Failure(description: "\(arguments): \(outcome.status) \(outcome.errors)") }
        return object
    }

    struct Failure: Error, CustomStringConvertible { let description: String }
}
