/// How a boss round ended.
package struct BossVerdict: Sendable, Hashable {
    /// Who won each task.
    package let decisions: [BossTask.Decision]
    /// Whether the champion is dethroned.
    package let isDethroned: Bool

    /// Decides a boss round.
    ///
    /// - Parameters:
    ///   - tasks: All its tasks.
    ///   - rule: The rules.
    ///   - titles: How many titles in a row the champion has won.
    ///   - seed: Where tests by samples draw from; every task has a draw of its own.
    ///   - quirks: The faults of the reference system that are wanted.
    package init(
        _ tasks: [BossTask],
        rule: BossRule,
        titles: Int,
        seed: UInt64 = 0,
        quirks: [TournamentQuirk] = []
    ) {
        let margin = rule.threshold.fraction(titles: titles, quirks: quirks)
        var seeds = SplitMix(seed: seed)
        let decisions = tasks.map { task in
            let lots = seeds.next()
            if rule.dethroning == .unbeaten { return task.decisionByGames }
            return Self.bySamples(task, rule: rule, seed: lots) ?? task.decision(margin: margin, quirks: quirks)
        }
        self.decisions = decisions
        isDethroned = Self.isDethroned(zip(tasks.map(\.kind), decisions).map { ($0, $1) }, rule: rule)
    }

    private static func bySamples(_ task: BossTask, rule: BossRule, seed: UInt64) -> BossTask.Decision? {
        guard let samples = rule.samples, samples.kinds.contains(task.kind),
            case .samples(let champion) = task.champion, case .samples(let challenger) = task.challenger,
            let finding = samples.test(champion: champion, challenger: challenger, seed: seed)
        else { return nil }
        return finding.isWon ? .challenger : .champion
    }

    /// Returns whether decisions dethrone the champion.
    ///
    /// - Parameters:
    ///   - decisions: Who won each task, and what it was about.
    ///   - rule: The rules.
    /// - Returns: Whether they do.
    package static func isDethroned(
        _ decisions: [(kind: TaskKind, decision: BossTask.Decision)],
        rule: BossRule
    ) -> Bool {
        let decided = decisions.filter { $0.decision != .skipped }
        let won = decided.count { $0.decision == .challenger }
        guard won > 0 else { return false }
        switch rule.dethroning {
        case .majority: return 2 * won > decided.count
        case .loseAtMost: return won >= max(1, decided.count - (rule.count ?? 0))
        case .unbeaten: return !decided.contains { $0.decision == .champion }
        case .atLeast:
            let must = rule.mustWin ?? []
            let hasAll = decisions.allSatisfy { !must.contains($0.kind) || $0.decision == .challenger }
            return won >= (rule.count ?? decisions.count) && hasAll
        }
    }
}
