import Foundation
package import Judging

/// One submission of the red-team corpus: what its header says about it.
package struct CorpusEntry: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable {
        case attack, honest
    }

    /// How its evaluation has to end.
    package enum Expectation: Sendable, Hashable {
        /// An honest submission: accepted.
        case accepted
        /// An attack that takes place and changes nothing: accepted at the time of its honest twin.
        case neutralised
        /// A shortcut that cannot be told from honest training of its class and saves nothing: it may be accepted at the
        /// time of its honest twin.
        case tolerated
        /// An attack that is found out, with one of these codes.
        case rejected(Set<VerdictCode>)
    }

    /// The path below the corpus, such as `attacks/timing/clock.py`.
    package let path: String
    package let kind: Kind
    /// The class of attack, or `honest`.
    package let group: String
    package let contract: String
    package let precision: String
    package let expectation: Expectation
    /// What is expected to stop it.
    package let layer: String
    /// The honest submission whose time a neutralised attack has to have.
    package let twin: String?
    package let story: String

    /// Whether its speed must not exceed its twin's.
    package var isComparedInTime: Bool { [.neutralised, .tolerated].contains(expectation) }

    /// The file's name without folder and ending.
    package var name: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

    /// Reads the header of a file.
    ///
    /// - Parameters:
    ///   - path: The path below the corpus.
    ///   - text: The file's content.
    /// - Throws: `ArenaError.Code.unreadable`, naming the file and the key.
    package init(path: String, text: String) throws {
        let values = Self.header(text)
        func value(_ key: String) throws -> String {
            guard let value = values[key], !value.isEmpty else {
                throw ArenaError(.unreadable, "\(path) has no header line '# \(key): …'")
            }
            return value
        }
        let word = try value("kind")
        guard let kind = Kind(rawValue: word) else { throw ArenaError(.unreadable, "\(path): kind cannot be \(word)") }
        self.path = path
        self.kind = kind
        group = try value("class")
        contract = try value("contract")
        precision = try value("precision")
        layer = try value("layer")
        story = try value("story")
        twin = values["twin"]
        expectation = try Self.expectation(try value("expect"), path: path)
        if isComparedInTime, twin == nil { throw ArenaError(.unreadable, "\(path) may be accepted and names no twin") }
    }

    /// The lines `# key: value` before the first line that is no comment.
    private static func header(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("#") else { break }
            let parts = line.dropFirst().split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let key = parts[0].trimmingCharacters(in: .whitespaces)
            values[key] = values[key] ?? parts[1].trimmingCharacters(in: .whitespaces)
        }
        return values
    }

    private static func expectation(_ text: String, path: String) throws -> Expectation {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "accepted" where words.count == 1: return .accepted
        case "neutralised" where words.count == 1: return .neutralised
        case "tolerated" where words.count == 1: return .tolerated
        case "rejected" where words.count > 1:
            let codes = try words.dropFirst().map { word in
                guard let code = VerdictCode(rawValue: word), code.responsibility == .competitor else {
                    throw ArenaError(.unreadable, "\(path): nothing is rejected with \(word)")
                }
                return code
            }
            return .rejected(Set(codes))
        default: throw ArenaError(.unreadable, "\(path): expect cannot be \(text)")
        }
    }
}
