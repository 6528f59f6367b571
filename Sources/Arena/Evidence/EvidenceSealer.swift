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
    private let home: Home
    private var signer: EvidenceSigner?
    private var file: EvidenceFile?

    /// - Parameters:
    ///   - records: Where the rows are.
    ///   - home: The arena's folder, with the log and its key.
    init(records: Records, home: Home) {
        self.records = records
        self.home = home
    }

    /// Begins to keep evidence, unless it was begun before.
    ///
    /// A key is made only for a log that has not begun.
    ///
    /// - Throws: `ChainError` when the key is missing or cannot be used, `RecordsError.Code.invalid` when the evidence was
    ///   begun by another key.
    func begin() async throws {
        let isBegun = try await !records.evidence(after: 0, limit: 1).isEmpty
        let signer = try isBegun ? home.evidenceSigner() : home.makeEvidenceSigner()
        try await records.beginEvidence(validator: signer.key.text, format: OpenedBody.currentFormat)
        self.signer = signer
    }

    /// Seals what was written down since the last time; ``begin()`` comes first.
    ///
    /// Only one caller may be here at a time.
    ///
    /// - Returns: Whether there was anything.
    /// - Throws: `EvidenceProblem` when the log is damaged, cannot be written, or disagrees with the records.
    func seal() async throws -> Bool {
        guard let signer else { preconditionFailure("nothing is sealed before evidence was begun") }
        var file = try await opened(signer.key)
        // Whatever goes wrong from here on, the file is opened anew, and read anew, before it is written to again.
        self.file = nil
        let rows = try await records.evidence(after: file.sequence)
        for row in rows {
            try file.append(kind: row.kind, body: row.body, sign: signer.sign) {
                FaultPoint.reach(.evidenceHalfWritten)
            }
            FaultPoint.reach(.evidenceSealed)
        }
        self.file = file
        return !rows.isEmpty
    }

    private func opened(_ key: EvidenceKey) async throws -> EvidenceFile {
        if let file { return file }
        let (file, entries) = try EvidenceFile.open(home.evidence, key: key)
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
        EvidenceProblem(.disagrees, entry: entry, "\(home.evidence) does not belong to these records: \(sentence)")
    }
}
