import APIModels
import Foundation
import Rules

/// Where in the log of evidence what is told.
///
/// The log only grows. What was added since the last question is read then; a log that became shorter is read anew.
actor EvidenceIndex {
    private let path: String
    private var lines: [Range<UInt64>] = []
    private var linesBySubmission: [String: [Int]] = [:]
    private var end: UInt64 = 0

    init(path: String) {
        self.path = path
    }

    /// Returns entries in their order.
    ///
    /// - Parameters:
    ///   - count: How many entries come before.
    ///   - limit: How many to return at most.
    /// - Returns: The entries, and how many come before the next.
    /// - Throws: Errors of the file.
    func entries(after count: Int, limit: Int) throws -> Page<JSONValue> {
        guard let file = try update() else { return Page(items: []) }
        let numbers = Array((min(count, lines.count)..<lines.count).prefix(limit))
        let last = (numbers.last ?? lines.count) + 1
        return Page(
            items: try numbers.map { try read(lines[$0], from: file) },
            nextCursor: last < lines.count ? "\(last)" : nil
        )
    }

    /// Returns the entries that name a submission.
    func entries(naming submission: String) throws -> Page<JSONValue> {
        guard let file = try update() else { return Page(items: []) }
        return Page(items: try (linesBySubmission[submission] ?? []).map { try read(lines[$0], from: file) })
    }

    /// Reads what was added, and returns the file; nil when there is none.
    private func update() throws -> FileHandle? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        let size = try file.seekToEnd()
        if size < end { (lines, linesBySubmission, end) = ([], [:], 0) }
        try file.seek(toOffset: end)
        let added = try file.readToEnd() ?? Data()
        var start = added.startIndex
        // A line without its end is being written.
        while let stop = added[start...].firstIndex(of: UInt8(ascii: "\n")) {
            note(added[start..<stop], at: end)
            end += UInt64(stop - start + 1)
            start = stop + 1
        }
        return file
    }

    private func note(_ line: Data, at offset: UInt64) {
        let number = lines.count
        lines.append(offset..<offset + UInt64(line.count))
        guard let entry = try? JSONValue(parsing: Data(line)) else { return }
        for submission in Set(Self.submissions(in: entry)) {
            linesBySubmission[submission, default: []].append(number)
        }
    }

    private func read(_ range: Range<UInt64>, from file: FileHandle) throws -> JSONValue {
        try file.seek(toOffset: range.lowerBound)
        return try JSONValue(parsing: try file.read(upToCount: Int(range.upperBound - range.lowerBound)) ?? Data())
    }

    /// Every text of the form of a submission's name, wherever it is.
    private static func submissions(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text) where text.hasPrefix("s-") && text.dropFirst(2).allSatisfy(\.isNumber): [text]
        case .array(let elements): elements.flatMap(submissions)
        case .object(let members): members.values.flatMap(submissions)
        default: []
        }
    }
}
