import Chain
import Evidence
import Records
import Rules

/// Signs what the records have written down as evidence, and adds it to the arena's log.
///
/// The rows are written in the transactions that they tell of, so the log can lag behind but never miss or repeat
/// anything: what is sealed next is the row after the log's last entry. A log that says something else than the records is
/// an error, and is left as it is.
actor EvidenceSealer {
    private let records: Records
    private let path: String
    private let key: HotkeyPair
    private var file: EvidenceFile?

    /// - Parameters:
    ///   - records: Where the rows are.
    ///   - path: The log.
    ///   - key: The validator's key.
    init(records: Records, path: String, key: HotkeyPair) {
        self.records = records
        self.path = path
        self.key = key
    }

    /// Seals what was written down since the last time.
    ///
    /// Only one caller may be here at a time.
    ///
    /// - Returns: Whether there was anything.
    /// - Throws: `EvidenceProblem` when the log is damaged, cannot be written, or disagrees with the records.
    func seal() async throws -> Bool {
        var file = try await opened()
        // Whatever goes wrong from here on, the file is opened anew, and read anew, before it is written to again.
        self.file = nil
        let rows = try await records.evidence(after: file.sequence)
        for row in rows {
            try file.append(kind: row.kind, body: row.body, sign: key.sign) { FaultPoint.reach(.evidenceHalfWritten) }
            FaultPoint.reach(.evidenceSealed)
        }
        self.file = file
        return !rows.isEmpty
    }

    private func opened() async throws -> EvidenceFile {
        if let file { return file }
        let (file, entries) = try EvidenceFile.open(path, key: key.hotkey)
        var known = 0
        while true {
            let rows = try await records.evidence(after: Int64(known))
            for row in rows.prefix(entries.count - known) {
                let entry = entries[known]
                guard entry.sequence == row.sequence, entry.kind == row.kind, entry.body == row.body else {
                    throw disagreement("its entry \(entry.sequence) is not what the records say", entry.sequence)
                }
                known += 1
            }
            if known == entries.count { return file }
            if rows.isEmpty { throw disagreement("it has \(entries.count) entries, the records have \(known)", nil) }
        }
    }

    private func disagreement(_ sentence: String, _ entry: Int64?) -> EvidenceProblem {
        EvidenceProblem(.disagrees, entry: entry, "\(path) does not belong to these records: \(sentence)")
    }
}
