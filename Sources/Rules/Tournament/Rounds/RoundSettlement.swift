/// Who advances from a round before the last.
package struct RoundSettlement: Sendable, Hashable {
    /// The competitors who advance, the champion not among them; in the order of matches.
    package private(set) var winners: [Int32] = []
    /// Whether the champion has won a place in the next round.
    package private(set) var isChampionIn = false

    /// Settles a round; results that are still pending count as the machinery's failures.
    ///
    /// - Parameters:
    ///   - results: All results.
    ///   - rules: The rules of the tournament's type.
    ///   - champion: The champion.
    ///   - gone: Whether a competitor has left, who cannot advance.
    package init(
        _ results: RoundResults,
        rules: TournamentRules,
        champion: Int32?,
        gone: (Int32) -> Bool = { _ in false }
    ) {
        let shape = results.shape
        if let bye = shape.bye { winners.append(bye) }
        switch shape.kind {
        case .pair, .boss: settlePairs(results, samples: rules.boss.samples)
        case .smallGroup:
            let advance = rules.groups.small?.advance ?? rules.groups.advance
            settleGroups(results, rules.groups, advance: advance)
        case .group where rules.environments != nil: settleEnvironment(results, rule: rules.groups, champion: champion)
        case .group where rules.groups.advanceBy == .overall: settleOverall(results, advance: rules.groups.advance)
        case .group: settleGroups(results, rules.groups, advance: rules.groups.advance)
        }
        if let champion {
            isChampionIn = winners.contains(champion)
            if isChampionIn { winners.removeAll { $0 == champion } }
        }
        winners.removeAll(where: gone)
    }

    private mutating func settlePairs(_ results: RoundResults, samples: SampleRule?) {
        let seats = results.shape.seats
        winners.reserveCapacity(results.shape.matches)
        for match in 0..<results.shape.matches {
            if results.tasksPerMatch == 1, let fast = Self.fast(results, match: match, samples: samples) {
                winners.append(seats[2 * match + fast])
            } else if let place = PairResult.winner(results.tasks(of: match), samples: samples) {
                winners.append(seats[2 * match + place])
            }
        }
    }

    /// The common case, two plain numbers, without making arrays; nil when it is not that.
    private static func fast(_ results: RoundResults, match: Int, samples: SampleRule?) -> Int? {
        guard case .score(let first) = results.reports[2 * match],
            case .score(let second) = results.reports[2 * match + 1],
            first.isFinite, second.isFinite
        else { return nil }
        return (results.kinds[match].isHigherBetter ? second > first : second < first) ? 1 : 0
    }

    private mutating func settleGroups(_ results: RoundResults, _ rule: GroupRule, advance: Int) {
        for match in 0..<results.shape.matches {
            let tasks = results.tasks(of: match)
            let seats = results.shape.range(of: match)
            let order = MatchStanding.order(tasks, sharesRanks: rule.sharesRanks ?? false)
            let advancing = order.isEmpty ? MatchStanding.excused(tasks) : order
            winners += advancing.prefix(advance).map { results.shape.seats[seats.lowerBound + $0] }
        }
    }

    /// All groups together: whoever missed no task, then by the sum of the results.
    private mutating func settleOverall(_ results: RoundResults, advance: Int) {
        var standings: [(missed: Int, loss: Double, seat: Int)] = []
        var excused: [Int32] = []
        for match in 0..<results.shape.matches {
            let tasks = results.tasks(of: match)
            let seats = results.shape.range(of: match)
            for place in 0..<seats.count {
                let values = tasks.map { task -> Double? in
                    let value = task.reports[task.reports.startIndex + place].value
                    return task.kind.isHigherBetter ? value.map { -$0 } : value
                }
                let valid = values.compactMap(\.self)
                let sum = valid.reduce(0, +)
                // Results whose sum is beyond all numbers are none: nothing could be told by them.
                guard !valid.isEmpty, sum.isFinite else { continue }
                standings.append((values.count - valid.count, sum, seats.lowerBound + place))
            }
            excused += MatchStanding.excused(tasks).map { results.shape.seats[seats.lowerBound + $0] }
        }
        guard !standings.isEmpty else {
            winners += excused.prefix(advance)
            return
        }
        standings.sort { ($0.missed, $0.loss, $0.seat) < ($1.missed, $1.loss, $1.seat) }
        winners += standings.prefix(advance).map { results.shape.seats[$0.seat] }
    }

    private mutating func settleEnvironment(_ results: RoundResults, rule: GroupRule, champion: Int32?) {
        let shape = results.shape
        var advancing: [Int32] = []
        var cut: [Int32] = []
        for match in 0..<shape.matches {
            let seats = shape.range(of: match)
            let own = champion.flatMap { champion in shape.seats[seats].firstIndex(of: champion) }
            let place = own.map { $0 - seats.lowerBound }
            let tasks = results.tasks(of: match)
            let scores = Self.means(tasks)
            var places = EnvironmentWinners.places(
                scores,
                champion: place,
                rule: rule,
                isOnlyGroup: shape.matches == 1
            )
            if scores.allSatisfy({ $0 == nil }) {
                places = Array(MatchStanding.excused(tasks).filter { $0 != place }.prefix(rule.advance))
            }
            advancing += places.map { shape.seats[seats.lowerBound + $0] }
            cut += places.prefix(rule.advance).map { shape.seats[seats.lowerBound + $0] }
        }
        // Ties may not keep everybody in, or the tournament would not end: then the listing, that is the lot, decides.
        let challengers = shape.seats.count - (champion.map(shape.seats.contains) == true ? 1 : 0)
        winners += advancing.count < challengers || advancing.count <= 1 ? advancing : cut
    }

    /// The mean result of every competitor over a match's tasks; nil without any.
    private static func means(_ tasks: [(kind: TaskKind, reports: ArraySlice<Report>)]) -> [Double?] {
        (tasks.first?.reports ?? []).indices.enumerated().map { place, _ in
            let values = tasks.compactMap { $0.reports[$0.reports.startIndex + place].value }
            let sum = values.reduce(0, +)
            return values.isEmpty || !sum.isFinite ? nil : sum / Double(tasks.count)
        }
    }
}
