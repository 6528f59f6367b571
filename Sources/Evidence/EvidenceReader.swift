package import FoundationEssentials
import Rules

/// Reads an evidence log and checks that its lines are whole, in order, chained, and signed by one key.
///
/// What the entries say is checked by ``EvidenceAudit``. A log that ends early, at the end of a line, cannot be told from
/// one that has not gone on: only a hash that was published can show that.
package enum EvidenceReader {
    /// Reads a log.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - key: The validator's public key.
    /// - Returns: The entries, at least one.
    /// - Throws: The first problem by its place in the file.
    package static func read(_ data: Data, key: EvidenceKey) throws(EvidenceProblem) -> [EvidenceEntry] {
        let (entries, failure) = parse(data)
        try check(entries, key: key)
        if let failure { throw failure }
        guard !entries.isEmpty else { throw EvidenceProblem(.empty, entry: nil, "the log has no entry") }
        return entries
    }

    /// Returns the lines before the first that is no entry, and what is wrong with that one.
    private static func parse(_ data: Data) -> ([EvidenceEntry], EvidenceProblem?) {
        var entries: [EvidenceEntry] = []
        var rest = data[...]
        while !rest.isEmpty {
            let number = Int64(entries.count) + 1
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                return (entries, EvidenceProblem(.cut, entry: number, "the last line has no end"))
            }
            guard let entry = EvidenceEntry(parsing: Data(rest[..<end])) else {
                return (
                    entries, EvidenceProblem(.notCanonical, entry: number, "the line is not spelled as an entry is")
                )
            }
            entries.append(entry)
            rest = rest[(end + 1)...]
        }
        return (entries, nil)
    }

    private static func check(_ entries: [EvidenceEntry], key: EvidenceKey) throws(EvidenceProblem) {
        var previous = EvidenceEntry.origin
        for (index, entry) in entries.enumerated() {
            let number = Int64(index) + 1
            guard entry.isWhole else {
                throw EvidenceProblem(.changed, entry: number, "its hash is not that of its content")
            }
            try checkPlace(of: entry, at: index, in: entries)
            guard entry.previous == previous else {
                throw EvidenceProblem(.brokenChain, entry: number, "it follows \(entry.previous), not \(previous)")
            }
            try checkSignature(of: entry, number, key: key)
            previous = entry.hash
        }
    }

    private static func checkPlace(of entry: EvidenceEntry, at index: Int, in entries: [EvidenceEntry])
        throws(EvidenceProblem)
    {
        let number = Int64(index) + 1
        guard entry.sequence != number else { return }
        if entries[..<index].contains(where: { $0.hash == entry.hash }) {
            throw EvidenceProblem(.twice, entry: number, "it is entry \(entry.sequence) once more")
        }
        guard entry.sequence > number, !entries[index...].contains(where: { $0.sequence == number }) else {
            throw EvidenceProblem(.outOfOrder, entry: number, "entry \(entry.sequence) stands in its place")
        }
        throw EvidenceProblem(.missing, entry: number, "entry \(entry.sequence) stands in its place, and it is nowhere")
    }

    private static func checkSignature(of entry: EvidenceEntry, _ number: Int64, key: EvidenceKey)
        throws(EvidenceProblem)
    {
        if case .object(let members) = entry.body, entry.kind == EvidenceKind.opened.rawValue,
            case .string(let validator)? = members["validator"], validator != key.text
        {
            throw EvidenceProblem(.wrongKey, entry: number, "the log was opened by \(validator), not by \(key)")
        }
        guard entry.isSigned(by: key) else {
            throw EvidenceProblem(.badSignature, entry: number, "its signature was not made by \(key)")
        }
    }
}
