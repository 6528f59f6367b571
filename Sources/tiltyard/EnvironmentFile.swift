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

extension EnvironmentFile {
    /// Returns the first setting among names that mean the same, or nil when none is set.
    ///
    /// The process's own environment goes before the file `.env` in the folder where the program runs. An empty value
    /// counts as none.
    ///
    /// - Parameters:
    ///   - names: The names of the variable, the one that goes first first.
    ///   - environment: The process's environment.
    ///   - file: The file.
    /// - Returns: The name that was found, and its value.
    static func setting(
        _ names: [String],
        environment: [String: String] = ProcessInfo.processInfo.environment,
        file: EnvironmentFile = EnvironmentFile(".env")
    ) -> (name: String, value: String)? {
        for source in [environment, file.values] {
            for name in names {
                if let value = source[name], !value.isEmpty { return (name, value) }
            }
        }
        return nil
    }
}
