import Foundation
import Glibc
import Substrate

/// Text for people on the standard output, with colour where it can be seen.
enum Terminal {
    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    /// Whether the standard output is a terminal.
    static let isWatched = isatty(STDOUT_FILENO) == 1

    /// Colours are off for pipes, files, dumb terminals, and where `NO_COLOR` is set.
    static let hasColour =
        isWatched && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    static func styled(_ text: String, _ styles: Style...) -> String {
        guard hasColour, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    /// Writes a line at once, also into a pipe.
    static func line(_ text: String = "") {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Writes a secret and the end of the line, without making a text of it.
    static func secret(_ bytes: SecretBytes) {
        bytes.withBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
        line()
    }

    /// Writes a line that is no result: progress, hints.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Says what is going on, for people who wait; nothing where nobody watches.
    static func progress(_ text: String) {
        if isatty(STDERR_FILENO) == 1 { note(text) }
    }

    /// Writes a value as JSON: sorted keys, readable.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
