import Judging

/// What there is in a log that was found sound.
package struct EvidenceSummary: Sendable, Hashable, Encodable {
    /// The last entry, by which a shorter copy of the log can be told.
    package struct Head: Sendable, Hashable, Encodable {
        package let entry: Int64
        package let hash: String
    }

    package let validator: String
    package let entries: Int
    package let head: Head
    package let submissions: Int
    package let verdicts: Int
    package let runs: Int
    /// The runs whose seeds are public and ask for the tokens that they had.
    package let seededRuns: Int
    package let epochsClosed: Int
    package let epochsOpen: Int
    package let matches: Int
    package let crowns: Int
    /// The rows that the log took over from before it began; nothing about them was checked.
    package let carried: Int

    enum CodingKeys: String, CodingKey {
        case validator, entries, head, submissions, verdicts, runs, matches, crowns, carried
        case seededRuns = "seeded_runs"
        case epochsClosed = "epochs_closed"
        case epochsOpen = "epochs_open"
    }

    /// Reads a log, computes everything anew, and counts what there is.
    ///
    /// - Parameters:
    ///   - entries: A log as ``EvidenceReader`` returns it.
    ///   - key: The key that signed it.
    ///   - published: The hash of an entry that the validator published once, if one is known.
    /// - Throws: `EvidenceProblem`: the first thing that is wrong.
    package init(_ entries: [EvidenceEntry], key: EvidenceKey, published: String? = nil) throws(EvidenceProblem) {
        let audit = try EvidenceAudit(entries)
        if let published, !entries.contains(where: { $0.hash == published }) {
            throw EvidenceProblem(
                .headMissing,
                entry: nil,
                "no entry has the hash \(published): the log was longer once"
            )
        }
        validator = key.text
        self.entries = entries.count
        head = Head(entry: Int64(entries.count), hash: entries.last?.hash ?? EvidenceEntry.origin)
        submissions = audit.submissions.count
        verdicts = audit.submissions.values.count { $0.evaluation != nil }
        runs = audit.submissions.values.reduce(0) { $0 + ($1.evaluation?.result?.runs.count ?? 0) }
        seededRuns = audit.seededRuns
        epochsClosed = audit.epochs.values.count { $0.secret != nil }
        epochsOpen = audit.epochs.count - epochsClosed
        matches = entries.count { $0.kind == EvidenceKind.match.rawValue }
        crowns = audit.boards.values.reduce(0) { $0 + $1.crowns }
        carried = audit.submissions.values.count { $0.carried != nil }
    }
}
