/// Who meets whom in a round: matches in a row, their seats in one array.
///
/// Seats are numbers of competitors. Within a match they are in the order in which ties are broken: the champion first,
/// the others by lot.
package struct RoundShape: Sendable, Hashable {
    /// The kinds of round.
    package enum Kind: String, Sendable, Hashable, Codable {
        case group
        /// One group of few, several tasks.
        case smallGroup = "small-group"
        case pair
        case boss
    }

    /// The kind.
    package let kind: Kind
    /// The competitors of all matches, match after match.
    package let seats: [Int32]
    /// Where matches begin in `seats`, and at last where the last one ends.
    package let bounds: [Int32]
    /// Who advances without a match, because the field is odd and there is no champion to even it.
    package let bye: Int32?

    /// The number of matches.
    package var matches: Int { bounds.count - 1 }

    /// Returns where a match's competitors are in `seats`.
    package func range(of match: Int) -> Range<Int> { Int(bounds[match])..<Int(bounds[match + 1]) }

    /// Makes a round of matches of given sizes; the seats have to be as many.
    init(kind: Kind, seats: [Int32], sizes: [Int], bye: Int32? = nil) {
        var bounds: [Int32] = [0]
        bounds.reserveCapacity(sizes.count + 1)
        for size in sizes { bounds.append((bounds.last ?? 0) + Int32(size)) }
        self.kind = kind
        self.seats = seats
        self.bounds = bounds
        self.bye = bye
    }

    /// Makes a round of pairs.
    init(pairs seats: [Int32], bye: Int32?) {
        kind = .pair
        self.seats = seats
        bounds = (0...seats.count / 2).map { Int32(2 * $0) }
        self.bye = bye
    }
}
