extension Dashboard {
    /// Goes to the next place that has the word that was looked for.
    ///
    /// - Parameters:
    ///   - step: 1 for the next, -1 for the one before.
    ///   - fromHere: Whether the place where one is counts too.
    mutating func find(by step: Int, fromHere: Bool = false) {
        guard !search.isEmpty else { return }
        let texts = searched
        guard !texts.isEmpty else { return }
        let start = place(in: texts) + (fromHere ? 0 : step)
        for offset in 0..<texts.count {
            let index = ((start + offset * step) % texts.count + texts.count) % texts.count
            guard texts[index].hasWord(search) else { continue }
            return go(to: index)
        }
        notice = "no \(search) here"
    }

    private var isInCode: Bool { opened?.tab == .code }

    /// What is looked through: rows of code, or what a list says of each submission.
    private var searched: [String] {
        if let opened {
            guard isInCode, let listing = opened.code.value else { return [] }
            return listing.rows.map { row in
                switch row {
                case .code(_, let text): text
                case .finding(let sentence): sentence
                }
            }
        }
        guard let snapshot else { return [] }
        return switch panel {
        case .board: snapshot.board.rows.items.map { "\($0.submission) \($0.hotkey)" }
        case .recent:
            snapshot.submissions.map { row in
                [row.submission, row.hotkey, row.outcome ?? row.state, row.code, row.sentence].compactMap(\.self)
                    .joined(separator: " ")
            }
        case .queue: snapshot.queue.places.map { "\($0.submission) \($0.hotkey) \($0.state)" }
        }
    }

    private func place(in texts: [String]) -> Int {
        isInCode ? (opened?.foundLine ?? opened?.codeTop ?? 0) : position(in: panel)
    }

    private mutating func go(to index: Int) {
        if isInCode {
            show(line: index)
        } else {
            chosen[panel] = ids(of: panel)[index]
        }
    }
}

extension String {
    /// Whether a text is in this one, whatever the case of its letters.
    fileprivate func hasWord(_ text: String) -> Bool { lowercased().contains(text.lowercased()) }
}
