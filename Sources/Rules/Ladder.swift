/// A king-of-the-hill board as a pure state machine.
///
/// Accepted submissions are given to it in the order in which they were judged. The first becomes champion. A later one
/// takes the crown only by exceeding the threshold over the champion of that moment; being ahead on the board is not
/// enough. The same entries in the same order always give the same champion and the same history.
package struct Ladder: Sendable, Hashable {
    /// An accepted submission.
    package struct Entry: Sendable, Hashable {
        /// The submission's identifier.
        package let submission: String
        /// Who submitted it.
        package let hotkey: Hotkey
        /// The number that the board ranks by; more is better.
        package let score: Double
        /// When it was revealed.
        package let reveal: RevealPosition

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - submission: The submission's identifier.
        ///   - hotkey: Who submitted it.
        ///   - score: The number that the board ranks by. It is finite.
        ///   - reveal: When it was revealed.
        package init(submission: String, hotkey: Hotkey, score: Double, reveal: RevealPosition) {
            precondition(score.isFinite, "a score is a finite number")
            self.submission = submission
            self.hotkey = hotkey
            self.score = score
            self.reveal = reveal
        }
    }

    /// One change of champion.
    package struct Crown: Sendable, Hashable {
        /// The new champion.
        package let entry: Entry
        /// The champion that was beaten, or nil for the first.
        package let beaten: Entry?
    }

    /// When a challenger takes the crown.
    package let rule: CrownRule
    /// All entries in the order in which they were judged.
    package private(set) var entries: [Entry] = []
    /// All changes of champion, oldest first.
    package private(set) var crowns: [Crown] = []

    private var seen: Set<String> = []

    /// Makes an empty board.
    ///
    /// - Parameter rule: When a challenger takes the crown.
    package init(rule: CrownRule) {
        self.rule = rule
    }

    /// The champion, or nil while nothing has been accepted.
    package var champion: Entry? { crowns.last?.entry }

    /// The score that the next challenger must exceed, or nil while there is no champion.
    package var threshold: Double? { champion.map { rule.threshold(over: $0.score) } }

    /// Takes the next accepted submission.
    ///
    /// - Parameter entry: The submission. One that was taken before is ignored.
    /// - Returns: The change of champion that it caused, or nil.
    @discardableResult
    package mutating func judge(_ entry: Entry) -> Crown? {
        guard seen.insert(entry.submission).inserted else { return nil }
        entries.append(entry)
        if let threshold, entry.score <= threshold { return nil }
        let crown = Crown(entry: entry, beaten: champion)
        crowns.append(crown)
        return crown
    }

    /// Returns the board that some submissions lead to.
    ///
    /// - Parameters:
    ///   - entries: The accepted submissions in the order in which they were judged.
    ///   - rule: When a challenger takes the crown.
    /// - Returns: The board, with its champion, its threshold and the history of its crowns.
    package static func replay(_ entries: some Sequence<Entry>, rule: CrownRule) -> Ladder {
        var ladder = Ladder(rule: rule)
        for entry in entries { ladder.judge(entry) }
        return ladder
    }
}
