import Foundation

/// `tiltyard chain run` as a process of its own.
final class RunningNode {
    let port: Int
    private let process: Process

    var address: String { "ws://127.0.0.1:\(port)" }

    /// Starts a node and waits until it listens.
    ///
    /// - Parameters:
    ///   - port: 0: any that is free.
    ///   - file: Where it keeps its blocks.
    /// - Throws: When it ends before it listens.
    init(port: Int = 0, file: String? = nil) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Program.file)
        process.arguments = ["chain", "run", "--port", "\(port)", "--block-time", "0.25", "--fast-epochs"]
        if let file { process.arguments? += ["--file", file] }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("listening at") || !text.hasSuffix("\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Workplace.Failure(description: "the node ended: \(text)") }
            text += String(decoding: more, as: UTF8.self)
        }
        guard let told = text.split(whereSeparator: ":\n".contains).last.flatMap({ Int($0) }) else {
            throw Workplace.Failure(description: "the node names no port: \(text)")
        }
        self.port = told
    }

    /// Ends it as a power failure would.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
