/// Who of two advances.
enum PairResult {
    /// Returns the place of the winner, 0 or 1, or nil when neither did anything to advance by.
    ///
    /// Whoever wins more tasks advances; with as many each, or all equal, whoever is listed first. Somebody who could
    /// not be given a result through no fault of his advances only when nobody has a result.
    ///
    /// - Parameters:
    ///   - tasks: The results of every task, of two competitors.
    ///   - samples: How single samples decide, where they do.
    /// - Returns: The place, or nil.
    static func winner(_ tasks: [(kind: TaskKind, reports: ArraySlice<Report>)], samples: SampleRule? = nil) -> Int? {
        var won = (first: 0, second: 0)
        var hasResult = false
        var excused: Int?
        for task in tasks {
            let (one, other) = (task.reports[task.reports.startIndex], task.reports[task.reports.startIndex + 1])
            let values = (one.value, other.value)
            hasResult = hasResult || values.0 != nil || values.1 != nil
            switch values {
            case (let first?, let second?):
                let bySamples = samples.flatMap { $0.betterBySamples(one, other, kind: task.kind) }
                let isFirst = task.kind.isHigherBetter ? first > second : first < second
                if first == second && bySamples == nil { continue }
                if bySamples ?? isFirst { won.first += 1 } else { won.second += 1 }
            case (_?, nil): won.first += 1
            case (nil, _?): won.second += 1
            case (nil, nil): excused = excused ?? (one.isExcused ? 0 : other.isExcused ? 1 : nil)
            }
        }
        guard hasResult else { return excused }
        return won.second > won.first ? 1 : 0
    }
}
