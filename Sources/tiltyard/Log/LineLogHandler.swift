import Foundation
import Logging

/// Writes every event as one line.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let secrets: LogSecrets
    private let write: @Sendable (String) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: The logger's name.
    ///   - level: The least important level that is written.
    ///   - format: How.
    ///   - secrets: What never is.
    ///   - write: Takes each line, with its end, in one piece.
    init(
        label: String,
        level: Logger.Level,
        format: LogFormat,
        secrets: LogSecrets,
        write: @escaping @Sendable (String) -> Void = StandardErrorLines.write
    ) {
        self.label = label
        logLevel = level
        self.format = format
        self.secrets = secrets
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var values = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { values["error"] = .string("\(error)") }
        let told = LoggedEvent(
            time: Date(),
            level: event.level,
            logger: label,
            message: secrets.hidden(in: "\(event.message)"),
            metadata: secrets.hidden(in: values)
        )
        write(format.line(told) + "\n")
    }
}

/// The standard error, into which several threads write whole lines.
enum StandardErrorLines {
    private static let lock = NSLock()

    /// Writes a line in one piece.
    ///
    /// Where nobody reads any more, it is lost.
    static func write(_ line: String) {
        lock.withLock { try? FileHandle.standardError.write(contentsOf: Data(line.utf8)) }
    }
}
