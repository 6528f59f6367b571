package import FoundationEssentials
import Glibc
package import Rules
import Sandbox

/// An evidence log on disk, to be added to at its end and nowhere else.
///
/// Whoever holds it is the only one who writes to the file. After an error it is of no use: open it anew.
package struct EvidenceFile: Sendable {
    /// The number of the last entry; 0 while there is none.
    package private(set) var sequence: Int64
    /// The hash of the last entry.
    package private(set) var head: String

    private let path: String
    private let file: Descriptor

    /// Opens a log, making an empty one where there is none.
    ///
    /// A line without an end was being written when its process ended. It was never part of the log and is cut off.
    ///
    /// - Parameters:
    ///   - path: The file. Its folder must exist.
    ///   - key: The key that signs.
    /// - Returns: The file and the entries in it.
    /// - Throws: `EvidenceProblem` when the log is not whole, or cannot be read or written.
    package static func open(_ path: String, key: EvidenceKey) throws(EvidenceProblem) -> (
        EvidenceFile, [EvidenceEntry]
    ) {
        do {
            let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND, mode: 0o644)
            let folder = try Descriptor(opening: parent(of: path), O_RDONLY | O_DIRECTORY)
            fsync(folder.number)
            var data = try Data(contentsOf: URL(filePath: path))
            let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            if whole < data.count {
                guard ftruncate(file.number, off_t(whole)) == 0, fsync(file.number) == 0 else {
                    throw EvidenceProblem(.unreadable, entry: nil, "\(path) cannot be written: \(ErrorNumber.last)")
                }
                data = data.prefix(whole)
            }
            let entries = data.isEmpty ? [] : try EvidenceReader.read(data, key: key)
            let last = entries.last
            let head = last?.hash ?? EvidenceEntry.origin
            return (EvidenceFile(sequence: last?.sequence ?? 0, head: head, path: path, file: file), entries)
        } catch let problem as EvidenceProblem {
            throw problem
        } catch {
            throw EvidenceProblem(.unreadable, entry: nil, "\(path) cannot be opened: \(error)")
        }
    }

    /// Writes the next entry, and returns when it is on disk.
    ///
    /// - Parameters:
    ///   - kind: What kind of thing happened.
    ///   - body: What happened.
    ///   - sign: Signs a message with the key that the log was opened with.
    ///   - midway: Is called when half of the line is written, for tests that end the process there.
    /// - Throws: The error of `sign`, and `EvidenceProblem` when the file cannot be written.
    package mutating func append(
        kind: String,
        body: JSONValue,
        sign: (Data) throws -> Data,
        midway: () -> Void = {}
    ) throws {
        let entry = try EvidenceEntry(sequence: sequence + 1, kind: kind, body: body, previous: head, sign: sign)
        let line = Array(entry.line) + [UInt8(ascii: "\n")]
        try write(line[..<(line.count / 2)])
        midway()
        try write(line[(line.count / 2)...])
        guard fsync(file.number) == 0 else {
            throw EvidenceProblem(.unreadable, entry: nil, "\(path) cannot be written: \(ErrorNumber.last)")
        }
        sequence = entry.sequence
        head = entry.hash
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws(EvidenceProblem) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw EvidenceProblem(.unreadable, entry: nil, "\(path) cannot be written: \(ErrorNumber.last)")
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    }
}
