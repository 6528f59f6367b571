/// How rounds in groups are made and who advances from them.
package struct GroupRule: Sendable, Hashable, Codable {
    /// Among whom the places are given.
    package enum Advancement: String, Sendable, Hashable, Codable {
        /// Every group has so many places.
        case group
        /// All groups together have so many places.
        case overall
    }

    /// A first round for few entrants: one group, several tasks.
    package struct Small: Sendable, Hashable, Codable {
        /// The fewest entrants that it is for.
        package var from: Int
        /// The most entrants that it is for.
        package var upTo: Int
        /// How many tasks the group has.
        package var tasks: Int
        /// How many advance.
        package var advance: Int

        enum CodingKeys: String, CodingKey {
            case from, tasks, advance
            case upTo = "up_to"
        }
    }

    /// A round is in groups when more than so many take part; with fewer it is in pairs.
    package var above: Int
    /// The same for rounds after the first; nil: no other number.
    package var aboveLater: Int?
    /// How large groups are at most, unless that would make them smaller than `least`.
    package var size: Int
    /// How small groups may be.
    package var least: Int
    /// A smaller `size` for the first round of few: for at most `field` of them.
    package var fewSize: Int?
    /// What counts as few for `few_size`.
    package var fewField: Int?
    /// Whether the champion's seat is counted when groups are made.
    package var countsChampion: Bool
    /// Whether the champion sits in the smallest group of every round.
    package var seatsChampion: Bool
    /// How many advance.
    package var advance: Int
    /// Among whom these places are given.
    package var advanceBy: Advancement
    /// Whether all advance who equal the last that does.
    package var tiesAdvance: Bool
    /// Whether equal results of one of several tasks share the mean of their ranks; nil: the lot decides.
    package var sharesRanks: Bool?
    /// How many tasks a group has.
    package var tasks: Int
    /// What its tasks are about, with probabilities.
    package var mix: TaskMix
    /// The first round for few entrants; nil: there is none.
    package var small: Small?
    /// How long a round may take.
    package var deadline: Seconds

    enum CodingKeys: String, CodingKey {
        case above, size, least, advance, tasks, mix, small
        case aboveLater = "above_later"
        case fewSize = "few_size"
        case fewField = "few_field"
        case countsChampion = "counts_champion"
        case seatsChampion = "seats_champion"
        case advanceBy = "advance_by"
        case tiesAdvance = "ties_advance"
        case sharesRanks = "shares_ranks"
        case deadline = "deadline_seconds"
    }
}

/// How rounds in pairs are fought.
package struct KnockoutRule: Sendable, Hashable, Codable {
    /// How many tasks a pair has; whoever wins more of them advances.
    package var tasks: Int
    /// What its tasks are about, with probabilities.
    package var mix: TaskMix
    /// How long a round may take.
    package var deadline: Seconds

    enum CodingKeys: String, CodingKey {
        case tasks, mix
        case deadline = "deadline_seconds"
    }
}

/// Kinds of task with the probability of each.
package struct TaskMix: Sendable, Hashable, Codable {
    /// The probabilities, by the name of the kind.
    package var shares: [String: Double]

    /// Reads an object of kinds.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when it is none.
    package init(from decoder: any Decoder) throws {
        shares = try decoder.singleValueContainer().decode([String: Double].self)
    }

    /// Writes the object of kinds.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(shares)
    }
}
