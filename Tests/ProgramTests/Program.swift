import Foundation
import Subprocess
import SystemPackage

/// The built program, run as its user runs it.
struct Program {
    struct Outcome {
        var status: Int32
        var output: Data
        var errors: String
    }

    /// The program lies beside the tests.
    static let file = Bundle.main.bundleURL.appendingPathComponent("tiltyard").path

    /// Runs it to its end.
    static func run(_ arguments: [String]) async throws -> Outcome {
        let outcome = try await Subprocess.run(
            .path(FilePath(file)),
            arguments: .init(arguments),
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
