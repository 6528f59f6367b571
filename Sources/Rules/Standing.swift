/// One row of a board.
package struct Standing: Sendable, Hashable {
    /// The place, counted from 1.
    ///
    /// Equal scores have different places: the earlier reveal comes first.
    package let rank: Int
    /// The submission of this row.
    package let entry: Ladder.Entry
    /// Whether it holds the crown, which the first row need not.
    package let isChampion: Bool
}

extension Ladder {
    /// Returns all entries as rows, highest score first, equal scores by earlier reveal.
    package func standings() -> [Standing] {
        let sorted = entries.sorted { left, right in
            left.score == right.score ? left.reveal < right.reveal : left.score > right.score
        }
        let champion = champion?.submission
        return sorted.enumerated().map { index, entry in
            Standing(rank: index + 1, entry: entry, isChampion: entry.submission == champion)
        }
    }
}
