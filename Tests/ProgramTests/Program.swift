import Foundation

/// The built program, run as its user runs it.
struct Program {
    struct Outcome {
        var status: Int32
        var output: Data
        var errors: String
    }

    /// The program lies beside the tests.
    static let file = Bundle.main.bundleURL.appendingPathComponent("tiltyard")

    /// Runs it to its end. Both streams go to files, so that neither can fill up.
    static func run(_ arguments: [String]) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, errors) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}
