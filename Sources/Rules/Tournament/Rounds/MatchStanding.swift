/// How the competitors of one match stand after its tasks.
///
/// All orders are stable: whoever is listed first is first among equals, so that the listing holds the lots.
enum MatchStanding {
    /// One competitor over all tasks of a match.
    struct Tally: Sendable, Hashable {
        /// Whether a result is missing in some task.
        var hasMissed = false
        /// The sum of the ranks; a missing result ranks behind everybody.
        var rank = 0.0
        /// The sum of the results, turned so that less is better.
        var loss = 0.0
        /// In how many tasks there is a result.
        var results = 0
        /// In how many tasks there is none that could be the competitor's fault.
        var excuses = 0
    }

    /// Returns the order of competitors, best first: only those who have a result somewhere.
    ///
    /// Somebody who missed no task is before everybody who did; then by mean rank, by summed loss, and by listing.
    ///
    /// - Parameters:
    ///   - tasks: The results of every task, each with one report for every competitor.
    ///   - sharesRanks: Whether equal results of a task share the mean of their ranks; otherwise the listing decides.
    /// - Returns: Places of competitors in the match.
    static func order(
        _ tasks: [(kind: TaskKind, reports: ArraySlice<Report>)],
        sharesRanks: Bool = false
    ) -> [Int] {
        guard tasks.count > 1 else {
            guard let task = tasks.first else { return [] }
            return Ranking.order(task.reports.map(\.value), isHigherBetter: task.kind.isHigherBetter)
        }
        let tallies = tallies(tasks, sharesRanks: sharesRanks)
        return tallies.indices.filter { tallies[$0].results > 0 }.sorted { first, second in
            let (one, other) = (tallies[first], tallies[second])
            if one.hasMissed != other.hasMissed { return other.hasMissed }
            if one.rank != other.rank { return one.rank < other.rank }
            // A sum that is no number is behind all others, or the order would depend on who is compared first.
            if one.loss.isNaN != other.loss.isNaN { return other.loss.isNaN }
            return one.loss.isNaN || one.loss == other.loss ? first < second : one.loss < other.loss
        }
    }

    /// Returns those who have no result, and nobody to blame them for, in the order of listing.
    static func excused(_ tasks: [(kind: TaskKind, reports: ArraySlice<Report>)]) -> [Int] {
        let tallies = tallies(tasks)
        return tallies.indices.filter { tallies[$0].results == 0 && tallies[$0].excuses == tasks.count }
    }

    private static func tallies(
        _ tasks: [(kind: TaskKind, reports: ArraySlice<Report>)],
        sharesRanks: Bool = false
    ) -> [Tally] {
        var tallies = [Tally](repeating: Tally(), count: tasks.first?.reports.count ?? 0)
        for task in tasks {
            let values = task.reports.map(\.value)
            let ranks = ranks(values, isHigherBetter: task.kind.isHigherBetter, areShared: sharesRanks)
            for (index, report) in task.reports.enumerated() {
                tallies[index].rank += ranks[index]
                if let value = values[index] {
                    tallies[index].results += 1
                    tallies[index].loss += task.kind.isHigherBetter ? -value : value
                } else {
                    tallies[index].hasMissed = true
                    tallies[index].excuses += report.isExcused ? 1 : 0
                }
            }
        }
        return tallies
    }

    /// Ranks from 1, of equal results in the order of listing or their mean; a missing one ranks behind all competitors.
    private static func ranks(_ values: [Double?], isHigherBetter: Bool, areShared: Bool) -> [Double] {
        let order = Ranking.order(values, isHigherBetter: isHigherBetter)
        var ranks = [Double](repeating: Double(values.count + 1), count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while areShared, end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }
}
