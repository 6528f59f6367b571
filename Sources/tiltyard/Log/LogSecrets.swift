import Foundation
import Logging

/// What no line of a log shows, whoever hands it to a logger.
struct LogSecrets: Sendable {
    /// Texts that are secret, such as the API's key.
    private let texts: [String]

    /// The longest text that one value shows, in characters: an error can hold all that a stranger sent.
    static let longestText = 4096
    /// What stands in place of a secret.
    static let mask = "[secret]"
    /// A value whose name ends with one of these words is a secret.
    private static let names: Set = ["secret", "seed", "password", "mnemonic", "authorization", "key", "token"]

    /// - Parameter texts: Texts that are secret wherever they stand; empty ones count as none.
    init(_ texts: [String?]) {
        self.texts = texts.compactMap(\.self).filter { !$0.isEmpty }
    }

    /// The secrets that this process was given.
    static var ofThisProcess: LogSecrets { LogSecrets([ServeCommand.apiKey]) }

    func hidden(in metadata: Logger.Metadata) -> Logger.Metadata {
        Dictionary(uniqueKeysWithValues: metadata.map { ($0, hidden(in: $1, named: $0)) })
    }

    func hidden(in text: String) -> String {
        var shown = text
        for secret in texts { shown = shown.replacing(secret, with: Self.mask) }
        shown = shown.replacing(/:\/\/[^\/\s@]+@/, with: "://\(Self.mask)@")
        guard shown.count > Self.longestText else { return shown }
        return shown.prefix(Self.longestText) + "… (\(shown.count - Self.longestText) characters more)"
    }

    private func hidden(in value: Logger.MetadataValue, named name: String) -> Logger.MetadataValue {
        let word = name.lowercased().split(whereSeparator: { !$0.isLetter }).last.map(String.init) ?? ""
        guard !Self.names.contains(word) else { return .string(Self.mask) }
        return switch value {
        case .string(let text): .string(hidden(in: text))
        case .stringConvertible(let thing): .string(hidden(in: "\(thing)"))
        case .array(let values): .array(values.map { hidden(in: $0, named: name) })
        case .dictionary(let values): .dictionary(hidden(in: values))
        }
    }
}
