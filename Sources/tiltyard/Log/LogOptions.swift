import ArgumentParser
import Foundation
import Logging

/// What a command that runs for long tells while it runs, and how.
struct LogOptions: ParsableArguments {
    @Option(
        help: """
            The least important events to tell: trace, debug, info, notice, warning, error or critical. Default: \
            $TILTYARD_LOG_LEVEL, or notice.
            """
    )
    var logLevel: String?

    @Option(help: "How: human, or json for one object a line. Default: $TILTYARD_LOG_FORMAT, or human.")
    var logFormat: String?

    func validate() throws {
        let level = setting(logLevel, "TILTYARD_LOG_LEVEL"), format = setting(logFormat, "TILTYARD_LOG_FORMAT")
        if let level, Logger.Level(rawValue: level) == nil { throw ValidationError("\(level) is no log level") }
        if let format, LogFormat(rawValue: format) == nil { throw ValidationError("\(format) is no log format") }
    }

    /// How events are told.
    var format: LogFormat { setting(logFormat, "TILTYARD_LOG_FORMAT").flatMap(LogFormat.init(rawValue:)) ?? .human }

    /// Makes a logger that writes to the standard error.
    ///
    /// - Parameters:
    ///   - label: Its name.
    ///   - level: The least important level where nobody chose one.
    /// - Returns: The logger.
    func logger(_ label: String = "tiltyard", level: Logger.Level = .notice) -> Logger {
        let level = setting(logLevel, "TILTYARD_LOG_LEVEL").flatMap(Logger.Level.init(rawValue:)) ?? level
        return Logger(label: label) {
            LineLogHandler(label: $0, level: level, format: format, secrets: .ofThisProcess)
        }
    }

    /// Says in one sentence what a program is doing: to people on the standard output, to programs in the log.
    func announce(_ sentence: String, _ event: Logger.Message, _ metadata: Logger.Metadata) {
        switch format {
        case .human: Terminal.line(sentence)
        case .json: logger().notice(event, metadata: metadata)
        }
    }

    private func setting(_ option: String?, _ variable: String) -> String? {
        option ?? EnvironmentFile.setting([variable], file: EnvironmentFile(text: ""))?.value
    }
}

/// A command that tells what it does in a log, to which the error that ends it belongs, too.
protocol LoggingCommand: ParsableCommand {
    var log: LogOptions { get }
}
