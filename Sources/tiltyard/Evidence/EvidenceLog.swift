import ArgumentParser
import Evidence
import Foundation
import Rules

/// A log of evidence in a file, whose lines were found whole, in order, chained and signed.
struct EvidenceLog {
    let entries: [EvidenceEntry]
    /// The key that signed all of it.
    let key: EvidenceKey

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - key: The validator's public key; nil: the one that the log names itself.
    /// - Throws: `EvidenceProblem`, `CommandFailure` when there is no such file, `ValidationError` for a bad key.
    init(_ path: String, key: String?) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw CommandFailure(.notFound, "there is no log at \(path) that can be read")
        }
        self.key = try key.map(Self.checked) ?? Self.named(in: data)
        entries = try EvidenceReader.read(data, key: self.key)
    }

    private static func checked(_ text: String) throws -> EvidenceKey {
        guard let key = EvidenceKey(text) else {
            throw ValidationError("'\(text)' is no public key: 64 lower-case hexadecimal digits")
        }
        return key
    }

    /// The key that the first line names.
    private static func named(in data: Data) throws -> EvidenceKey {
        let line = data.prefix { $0 != UInt8(ascii: "\n") }
        guard let first = EvidenceEntry(parsing: Data(line)), case .object(let members) = first.body,
            case .string(let text)? = members["validator"], let key = EvidenceKey(text)
        else { throw EvidenceProblem(.notOpened, entry: 1, "it does not name the key of its validator") }
        return key
    }
}
