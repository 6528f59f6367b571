extension Bracket {
    /// Begins the next round with those who are left, or ends the tournament.
    ///
    /// - Parameters:
    ///   - field: All who are left but the champion.
    ///   - isChampionIn: Whether the champion has won a place.
    mutating func openRound(_ field: [Int32], isChampionIn: Bool) {
        guard let draw else { preconditionFailure("a round is opened only after the draw was begun") }
        let champion = championNumber.flatMap { gone.contains($0) ? nil : $0 }
        guard let first = field.first else { return end(crowning: nil) }
        let number = rounds.count + 1
        let shape: RoundShape
        if field.count == 1 {
            guard let champion else { return end(crowning: first) }
            shape = RoundShape(kind: .boss, seats: [champion, first], sizes: [2])
        } else {
            let formation = RoundFormation(rules: rules, round: number, champion: champion)
            let isIn = formation.isChampionSeated(among: field.count, hasPlace: isChampionIn && champion != nil)
            shape = formation.form(field, isChampionIn: isIn, draw: draw)
        }
        let (tasks, kinds) = self.tasks(of: shape, round: number, draw: draw)
        let until = now.adding(span(of: shape.kind))
        let results = RoundResults(shape: shape, tasksPerMatch: tasks, kinds: kinds)
        rounds.append(BracketRound(results, began: now, until: until))
        phase = .playing(until: until)
    }

    /// How many tasks every match of a round has, and what they are about.
    private func tasks(of shape: RoundShape, round: Int, draw: Draw) -> (perMatch: Int, kinds: [TaskKind]) {
        let groups = rules.groups
        let count: Int
        var mix = groups.mix
        switch shape.kind {
        case .boss: return (rules.boss.tasks.count, rules.boss.tasks)
        case .pair:
            count = rules.knockout?.tasks ?? groups.tasks
            mix = rules.knockout?.mix ?? mix
        case .smallGroup: count = groups.small?.tasks ?? groups.tasks
        case .group: count = groups.tasks
        }
        var lots = draw.generator(for: "kinds of round \(round)")
        return (count, mix.kinds(count: shape.matches * count, lots: &lots))
    }

    private func span(of kind: RoundShape.Kind) -> Seconds {
        switch kind {
        case .boss: rules.boss.deadline
        case .pair: rules.knockout?.deadline ?? rules.groups.deadline
        case .group, .smallGroup: rules.groups.deadline
        }
    }

    /// Settles the round if nothing is pending.
    mutating func settleWhenComplete() {
        if rounds.last?.pending == 0 { settle() }
    }

    /// Settles the round with what is known.
    ///
    /// What is pending counts as the machinery's failure.
    mutating func settle() {
        guard let round = rounds.last else { return }
        guard round.results.shape.kind != .boss else { return settleBossRound(round) }
        let gone = gone
        let settlement = RoundSettlement(round.results, rules: rules, champion: championNumber) { gone.contains($0) }
        rounds[rounds.count - 1].winners =
            settlement.winners + (settlement.isChampionIn ? championNumber.map { [$0] } ?? [] : [])
        openRound(settlement.winners, isChampionIn: settlement.isChampionIn)
    }

    private mutating func settleBossRound(_ round: BracketRound) {
        let verdict = BossVerdict(
            round.bossTasks,
            rule: rules.boss,
            titles: defending?.titles ?? 0,
            seed: draw?.generator(for: "samples of the boss round").first ?? 0,
            quirks: quirks
        )
        let challenger = round.results.shape.seats[1]
        let isDethroned = verdict.isDethroned && !gone.contains(challenger)
        rounds[rounds.count - 1].verdict = verdict
        rounds[rounds.count - 1].winners = isDethroned ? [challenger] : []
        end(crowning: isDethroned ? challenger : nil)
    }

    /// Ends the tournament; nobody is crowned where the champion keeps the title.
    private mutating func end(crowning winner: Int32?) {
        let outcome: TournamentOutcome
        let wasFought = rounds.last?.results.shape.kind == .boss
        if let winner {
            let champion = TournamentChampion(hotkey: competitors[Int(winner)], titles: 1)
            outcome = TournamentOutcome(champion: champion, reason: wasFought ? .dethroned : .vacant, ended: now)
        } else if let defending {
            let champion = TournamentChampion(hotkey: defending.hotkey, titles: defending.titles + 1)
            outcome = TournamentOutcome(champion: champion, reason: wasFought ? .defended : .unchallenged, ended: now)
        } else {
            outcome = TournamentOutcome(champion: nil, reason: .nobody, ended: now)
        }
        phase = .completed(outcome)
    }
}

extension BracketRound {
    /// The tasks of a boss round: the champion sits first.
    package var bossTasks: [BossTask] {
        guard results.shape.kind == .boss else { return [] }
        return (0..<results.tasksPerMatch).map { task in
            let start = results.range(match: 0, task: task).lowerBound
            return BossTask(
                kind: results.kinds[task],
                champion: results.reports[start],
                challenger: results.reports[start + 1]
            )
        }
    }
}

extension SplitMix {
    /// The number that comes first.
    fileprivate var first: UInt64 {
        var generator = self
        return generator.next()
    }
}

extension TaskMix {
    /// Draws what tasks are about, one after another.
    func kinds(count: Int, lots: inout SplitMix) -> [TaskKind] {
        let possible = TaskKind.allCases.filter { (shares[$0.rawValue] ?? 0) > 0 }
        if possible.count == 1 { return Array(repeating: possible[0], count: count) }
        let steps = cumulative
        return (0..<count).map { _ in
            let share = lots.uniform()
            return steps.first { share <= $0.upTo }?.kind ?? steps.last?.kind ?? .instruct
        }
    }

    /// The kinds in the order of their names, each with the share at which it ends.
    private var cumulative: [(kind: TaskKind, upTo: Double)] {
        var sum = 0.0
        return TaskKind.allCases.sorted().compactMap { kind in
            guard let share = shares[kind.rawValue], share > 0 else { return nil }
            sum += share
            return (kind, sum)
        }
    }
}
