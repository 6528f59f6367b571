/// The rules of one type of tournament.
package struct TournamentRules: Sendable, Hashable, Codable {
    /// What entering costs, in rao (a billionth of a TAO).
    package var fee: UInt64
    /// The fewest entrants that a tournament begins with, the champion not counted.
    package var minimumField: Int
    /// When a tournament begins.
    package var start: StartRule
    /// Rounds in groups.
    package var groups: GroupRule
    /// Rounds in pairs; nil where every round before the last is in groups.
    package var knockout: KnockoutRule?
    /// The round against the champion.
    package var boss: BossRule
    /// Games and environments that there are; a group's task has some of them.
    package var environments: EnvironmentRule?
    /// What share of the emission is at stake.
    package var pool: PoolRule

    enum CodingKeys: String, CodingKey {
        case fee = "fee_rao"
        case minimumField = "minimum_field"
        case start, groups, knockout, boss, environments, pool
    }
}

/// When a tournament of a type begins: in an hour of the week, or some time after the last one ended.
package struct StartRule: Sendable, Hashable, Codable {
    /// The days of the week as in ISO 8601, Monday first.
    package enum Weekday: String, Sendable, Hashable, Codable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// The day of the week in UTC.
    package var weekday: Weekday?
    /// The hour of that day in UTC, from 0 to 23; a tournament begins within it or not at all.
    package var hour: Int?
    /// The time from the end of one tournament to the beginning of the next, where there is no hour of the week.
    package var gap: Seconds?

    enum CodingKeys: String, CodingKey {
        case weekday, hour
        case gap = "gap_seconds"
    }
}

/// What share of the emission a type has at stake.
package struct PoolRule: Sendable, Hashable, Codable {
    /// The share without boost or decay.
    package var base: Double
    /// The largest share.
    package var most: Double
}

/// Which environments tasks have.
package struct EnvironmentRule: Sendable, Hashable, Codable {
    /// The environments that there are.
    package var names: [String]
    /// A task of round n has n times as many, as far as there are so many.
    package var perRound: Int

    enum CodingKeys: String, CodingKey {
        case names
        case perRound = "per_round"
    }
}
