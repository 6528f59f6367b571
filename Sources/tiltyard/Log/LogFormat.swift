import ArgumentParser
import Foundation
import Logging

/// How an event becomes a line.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people: time, level, logger, message, `name=value`.
    case human
    /// For programs: one JSON object.
    case json

    /// Lays out an event as one line of printable text, without its end.
    ///
    /// Whatever strangers wrote is in it without control characters, so that it neither moves a cursor nor begins a line.
    func line(_ event: LoggedEvent) -> String {
        switch self {
        case .human: human(event)
        case .json: json(event)
        }
    }

    private func human(_ event: LoggedEvent) -> String {
        let values = event.metadata.sorted { $0.key < $1.key }.map { name, value in
            "\(Self.word(name))=\(Self.word("\(value)"))"
        }
        let head = "\(event.time.formatted(Self.time)) \(event.level.rawValue) \(Self.word(event.logger)): "
        return ([head + StrangeText.line(event.message)] + values).joined(separator: " ")
    }

    /// A text that ends where the next space is: quoted where it would not.
    private static func word(_ text: String) -> String {
        let text = StrangeText.line(text)
        guard text.isEmpty || text.contains(where: { " \"=".contains($0) }) else { return text }
        return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private func json(_ event: LoggedEvent) -> String {
        let members: [(String, Logger.MetadataValue)] = [
            ("time", .string(event.time.formatted(Self.time))),
            ("level", .string(event.level.rawValue)), ("logger", .string(event.logger)),
            ("message", .string(event.message)), ("metadata", .dictionary(event.metadata)),
        ]
        return "{\(members.map { "\(JSONLine.string($0.0)):\(JSONLine.value($0.1))" }.joined(separator: ","))}"
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

/// What is told of an event: its time, how much it matters, who says it, and the values that belong to it.
struct LoggedEvent {
    var time: Date
    var level: Logger.Level
    var logger: String
    var message: String
    var metadata: Logger.Metadata
}
