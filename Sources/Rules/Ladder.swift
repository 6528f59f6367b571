/// A king-of-the-hill board as a pure state machine.
///
/// Accepted submissions are given to it in the order in which they were judged. The first becomes champion. A later one
/// takes the crown only by exceeding the threshold over the champion of that moment; being ahead on the board is not
/// enough. Where title matches decide, no score does: whoever won a match is given to ``crown(winner:at:)``. The same entries at the same blocks always give the same champion and the same history.
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
        /// The score of the champion that was beaten, or nil for the first.
        package let beatenScore: Double?
        /// The submission that was beaten, or nil for the first.
        package let beaten: String?
        /// The block at which it happened.
        package let block: UInt64

        /// Describes a change of champion.
        ///
        /// - Parameters:
        ///   - entry: The new champion.
        ///   - beatenScore: The score of the champion that was beaten.
        ///   - beaten: The submission that was beaten.
        ///   - block: The block at which it happened.
        package init(entry: Entry, beatenScore: Double?, beaten: String?, block: UInt64) {
            self.entry = entry
            self.beatenScore = beatenScore
            self.beaten = beaten
            self.block = block
        }

        /// What a challenger is up against.
        package var reign: CrownRule.Reign { .init(score: entry.score, beatenScore: beatenScore, block: block) }
    }

    /// When a challenger takes the crown.
    package let rule: CrownRule
    /// All entries in the order in which they were judged.
    package private(set) var entries: [Entry] = []
    /// All changes of champion since this ladder was made, oldest first.
    package private(set) var crowns: [Crown] = []

    private var crown: Crown?

    /// Makes a board.
    ///
    /// - Parameters:
    ///   - rule: When a challenger takes the crown.
    ///   - entries: The submissions that are on it already, in the order in which they were judged.
    ///   - crown: The crown as it stands.
    package init(rule: CrownRule, entries: [Entry] = [], crown: Crown? = nil) {
        self.rule = rule
        self.entries = entries
        self.crown = crown
    }

    /// The champion, or nil while nothing has been accepted.
    package var champion: Entry? { crown?.entry }

    /// Returns the score that the next challenger must exceed at a block, or nil while there is no champion.
    package func threshold(at block: UInt64) -> Double? { crown.map { rule.threshold(over: $0.reign, at: block) } }

    /// Takes the next accepted submission.
    ///
    /// - Parameters:
    ///   - entry: The submission. One that was taken before is ignored.
    ///   - block: The block at which it was judged.
    /// - Returns: The change of champion that it caused, or nil.
    @discardableResult
    package mutating func judge(_ entry: Entry, at block: UInt64 = 0) -> Crown? {
        guard !entries.contains(where: { $0.submission == entry.submission }) else { return nil }
        entries.append(entry)
        return review(at: block)
    }

    /// Looks whether somebody takes the crown at a block.
    ///
    /// Under an adaptive rule the threshold decays, so that an older entry which was not enough once may be enough now.
    /// What has to be exceeded is always the threshold over the champion. The published program compares with earlier
    /// entries first, and lets some through that do not reach the threshold that it publishes; that is not repeated here.
    ///
    /// - Parameter block: The block.
    /// - Returns: The change of champion, or nil.
    @discardableResult
    package mutating func review(at block: UInt64) -> Crown? {
        guard var leader = crown?.entry ?? entries.first else { return nil }
        if rule.rule == .titleMatch, crown != nil { return nil }
        let fraction = crown.map { rule.fraction(over: $0.reign, at: block) } ?? rule.fraction
        if rule.rule != .titleMatch {
            for entry in entries where entry.score > leader.score * (1 + fraction) { leader = entry }
        }
        if let crown, crown.entry == leader { return nil }
        return change(to: leader, at: block)
    }

    /// Takes the winner of a title match against the champion.
    ///
    /// - Parameters:
    ///   - submission: The challenger that won.
    ///   - block: The block at which the match ended.
    /// - Returns: The change of champion, or nil when no entry has this name or it holds the crown already.
    @discardableResult
    package mutating func crown(winner submission: String, at block: UInt64) -> Crown? {
        guard let entry = entries.first(where: { $0.submission == submission }), entry != crown?.entry else {
            return nil
        }
        return change(to: entry, at: block)
    }

    private mutating func change(to leader: Entry, at block: UInt64) -> Crown {
        let new = Crown(entry: leader, beatenScore: crown?.entry.score, beaten: crown?.entry.submission, block: block)
        crowns.append(new)
        crown = new
        return new
    }

    /// Returns the board that some submissions lead to when all are judged at one block.
    ///
    /// - Parameters:
    ///   - entries: The accepted submissions in the order in which they were judged.
    ///   - rule: When a challenger takes the crown.
    /// - Returns: The board, with its champion and the history of its crowns.
    package static func replay(_ entries: some Sequence<Entry>, rule: CrownRule) -> Ladder {
        var ladder = Ladder(rule: rule)
        for entry in entries { ladder.judge(entry) }
        return ladder
    }
}
