import Foundation
import Subprocess
import Testing

/// A Python server of the fixtures, as a child process for the length of one test.
struct FixtureServer: Sendable {
    /// The port that it listens on.
    let port: Int

    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    /// Starts a server, runs a test against it and ends the server, whatever the test does.
    static func run(_ script: String = "server.py", _ test: (FixtureServer) async throws -> Void) async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(script)")
        _ = try await Subprocess.run(
            .name("python3"),
            arguments: ["-B", script.path],
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { child in
            do {
                try await test(FixtureServer(port: port(of: child.standardOutput)))
                try child.send(signal: .kill)
            } catch {
                try child.send(signal: .kill)
                throw error
            }
        }
    }

    private static func port(of output: SubprocessOutputSequence) async throws -> Int {
        for try await line in output.strings() {
            return try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        throw CancellationError()
    }
}
