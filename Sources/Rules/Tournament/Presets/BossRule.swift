/// How the last challenger meets the champion.
package struct BossRule: Sendable, Hashable, Codable {
    /// What dethrones a champion.
    package enum Dethroning: String, Sendable, Hashable, Codable {
        /// More than half of the tasks that were decided.
        case majority
        /// All decided tasks but `count`, and at least one.
        case loseAtMost = "lose-at-most"
        /// At least `count` tasks, and every task of the kinds of `must_win`.
        case atLeast = "at-least"
        /// No task lost, and at least one won.
        case unbeaten
    }

    /// By how much a champion has to be beaten in a task, as a fraction of the champion's value.
    package struct Threshold: Sendable, Hashable, Codable {
        /// The fraction at a champion's first defence.
        package var base: Double
        /// What it is multiplied by with every further title.
        package var decay: Double
        /// The smallest fraction.
        package var least: Double
    }

    /// What tasks there are.
    package var tasks: [TaskKind]
    /// What dethrones the champion.
    package var dethroning: Dethroning
    /// The number that the rule needs.
    package var count: Int?
    /// Kinds of which the challenger must win every task.
    package var mustWin: [TaskKind]?
    /// By how much the champion has to be beaten in a task.
    package var threshold: Threshold
    /// The test by samples, where losses are compared one by one; nil: none are.
    package var samples: SampleRule?
    /// How long the round may take.
    package var deadline: Seconds

    enum CodingKeys: String, CodingKey {
        case tasks, dethroning, count, threshold, samples
        case mustWin = "must_win"
        case deadline = "deadline_seconds"
    }
}

/// When a task is won by losses of single held-out samples.
package struct SampleRule: Sendable, Hashable, Codable {
    /// The kinds of task that it is for.
    package var kinds: [TaskKind]
    /// Differences up to this many nats decide nothing.
    package var deadZone: Double
    /// The share of decided samples that the challenger has to win.
    package var winShare: Double
    /// The mean gap that the challenger has to show, in nats.
    package var gap: Double
    /// The same as a fraction of the champion's mean loss; the larger of the two counts.
    package var relativeGap: Double
    /// How certain both have to be, from 0.5 to 1.
    package var confidence: Double
    /// How many samples of the samples are drawn for the bounds.
    package var resamples: Int

    enum CodingKeys: String, CodingKey {
        case kinds, gap, confidence, resamples
        case deadZone = "dead_zone"
        case winShare = "win_share"
        case relativeGap = "relative_gap"
    }
}
