import Foundation

/// A file of lines `NAME=value`, where operators keep what belongs in no command line: tokens, above all.
struct EnvironmentFile {
    /// The values by name; empty when there is no file.
    let values: [String: String]

    /// Reads a file.
    ///
    /// Blank lines and lines that begin with `#` are skipped; quotes around a value are not part of it.
    init(_ path: String) {
        self.init(text: (try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
    }

    init(text: String) {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !line.trimmingCharacters(in: .whitespaces).hasPrefix("#") else { continue }
            var name = parts[0].trimmingCharacters(in: .whitespaces)
            if name.hasPrefix("export ") { name = String(name.dropFirst("export ".count)) }
            var value = parts[1].trimmingCharacters(in: .whitespaces)
            if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
                value = String(value.dropFirst().dropLast())
            }
            values[name] = value
        }
        self.values = values
    }
}
