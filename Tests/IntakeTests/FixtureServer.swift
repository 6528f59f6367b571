import Foundation
import Testing

/// The Python server of the fixtures as a child process of one test.
struct FixtureServer {
    let port: Int
    private let process: Process

    init() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/server.py")
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = Pipe()
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1) {
            line += byte
        }
        port = try #require(Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)))
    }

    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
