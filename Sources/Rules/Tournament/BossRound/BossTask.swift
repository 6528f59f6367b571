/// One task of the boss round.
package struct BossTask: Sendable, Hashable {
    /// Who won a task, and by what rule.
    package enum Decision: String, Sendable, Hashable, Codable {
        case champion
        case challenger
        /// Neither was better, where that counts for nobody.
        case drawn
        /// Nobody has a result and nobody is to blame: the task does not count.
        case skipped
    }

    /// What the task is about.
    package var kind: TaskKind
    /// What is known of the champion.
    package var champion: Report
    /// What is known of the challenger.
    package var challenger: Report

    /// Describes a task.
    ///
    /// - Parameters:
    ///   - kind: What the task is about.
    ///   - champion: What is known of the champion.
    ///   - challenger: What is known of the challenger.
    package init(kind: TaskKind, champion: Report, challenger: Report) {
        self.kind = kind
        self.champion = champion
        self.challenger = challenger
    }

    /// Decides the task by values.
    ///
    /// The champion's value has to be beaten by the margin, as a fraction of its amount; exactly the margin is enough,
    /// if there is one: being equal never is. Differences that only rounding can have made are none.
    ///
    /// - Parameters:
    ///   - margin: The fraction.
    ///   - quirks: The faults of the reference system that are wanted.
    /// - Returns: Who won it.
    package func decision(margin: Double, quirks: [TournamentQuirk] = []) -> Decision {
        guard let own = champion.value, let other = challenger.value else { return decisionWithoutValue }
        if quirks.contains(.multiplicativeMargin) {
            let isDefended = kind.isHigherBetter ? own * (1 + margin) > other : own * (1 - margin) < other
            return isDefended ? .champion : .challenger
        }
        let gap = kind.isHigherBetter ? other - own : own - other
        let rounding = 1e-12 * max(abs(own), abs(other))
        return gap > rounding && gap >= margin * abs(own) - rounding ? .challenger : .champion
    }

    /// Decides the task where somebody has no value.
    ///
    /// Whoever's training failed loses to one whose training did not; when both failed, the champion keeps the task.
    /// When none failed, whoever has a value wins.
    private var decisionWithoutValue: Decision {
        switch (champion == .failed(.competitor), challenger == .failed(.competitor)) {
        case (_, true): .champion
        case (true, false): .challenger
        case (false, false): champion.value != nil ? .champion : challenger.value != nil ? .challenger : .skipped
        }
    }

    /// Decides the task by games: a missing champion counts as zero, a missing challenger has lost.
    package var decisionByGames: Decision {
        if champion.isExcused && challenger.isExcused { return .skipped }
        guard let other = challenger.value else { return .champion }
        let own = champion.value ?? 0
        return other > own ? .challenger : other < own ? .champion : .drawn
    }
}
