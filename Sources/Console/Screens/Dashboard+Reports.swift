extension Dashboard {
    /// Takes in what the server said.
    mutating func note(_ report: Report) -> [Question] {
        switch report {
        case .snapshot(let new):
            let old = snapshot
            link = .live
            snapshot = new
            snapshotAt = now
            if let event = new.newest, event.sequence > newest?.sequence ?? -1 { newest = event }
            return questions(since: old)
        case .lost(let sentence, let again):
            link = .lost(sentence: sentence, again: again)
        case .event(let event):
            newest = event
        case .submission(let id, let verdict):
            guard opened?.id == id else { return [] }
            if case .waiting = verdict { return [] }
            opened?.verdict = verdict
        case .code(let id, let code):
            guard opened?.id == id else { return [] }
            opened?.take(code, look: look)
        }
        return []
    }

    /// What is open is asked for again when the list tells something new about it.
    private func questions(since old: Snapshot?) -> [Question] {
        guard let opened, let old, let snapshot else { return [] }
        let isChanged = row(opened.id, in: old) != row(opened.id, in: snapshot)
        let wasLost = if case .failed = opened.verdict { true } else { false }
        guard isChanged || wasLost else { return [] }
        return [.submission(opened.id)] + (opened.needsCode ? [.code(opened.id)] : [])
    }

    private func row(_ id: String, in snapshot: Snapshot) -> SubmissionRow? {
        snapshot.submissions.first { $0.submission == id }
    }
}
