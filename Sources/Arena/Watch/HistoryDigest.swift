package import Records
package import Rules

/// A board's past in little space, kept up to date by adding each accepted score once.
///
/// Few scores are all kept. Of many, each stretch of time keeps its best one, and stretches grow longer as time goes by:
/// what a drawing shows is there, whatever is thinned out.
package struct HistoryDigest: Sendable, Hashable {
    /// How many points are kept of each stretch of time, all stretches together.
    package static let most = 600
    /// How many of the newest scores are kept in any case.
    package static let newest = 200

    /// The number of the last verdict that was looked at; 0 for none.
    package private(set) var lastVerdict: Int64 = 0
    /// How many scores were added.
    package private(set) var count = 0
    /// The first score; nil while there is none.
    package private(set) var first: HistoryView.Point?
    /// The newest scores, oldest first.
    package private(set) var recent: [HistoryView.Point] = []
    /// Every score that was the best up to then, oldest first.
    private var bests: [Best] = []
    private var points: [HistoryView.Point] = []

    private struct Best: Sendable, Hashable {
        var atMilliseconds: Int64
        var score: Double
    }

    /// Makes the past of a board on which nothing was accepted.
    package init() {}

    /// The best score of all; nil while there is none.
    package var best: Double? { bests.last?.score }

    /// Returns the best score before a time, or nil where there was none.
    package func best(before milliseconds: Int64) -> Double? {
        var lower = 0, upper = bests.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if bests[middle].atMilliseconds < milliseconds { lower = middle + 1 } else { upper = middle }
        }
        return lower > 0 ? bests[lower - 1].score : nil
    }

    /// Adds scores in the order of judging; those that were added before are left out.
    ///
    /// - Parameters:
    ///   - scores: The scores.
    ///   - verdict: The last verdict that was looked at for them.
    package mutating func add(_ scores: [AcceptedScore], through verdict: Int64) {
        for score in scores where score.verdict > lastVerdict { add(score) }
        lastVerdict = max(lastVerdict, verdict)
    }

    private mutating func add(_ score: AcceptedScore) {
        count += 1
        // A clock that was set back does not move what was before.
        let at = max(score.atMilliseconds, points.last?.atMilliseconds ?? .min)
        if score.score > best ?? -.infinity { bests.append(Best(atMilliseconds: at, score: score.score)) }
        let point = HistoryView.Point(
            submission: score.submission,
            hotkey: score.hotkey.text,
            atMilliseconds: at,
            score: score.score,
            best: best ?? score.score,
            isCrowned: false
        )
        first = first ?? point
        points.append(point)
        recent.append(point)
        if recent.count >= 2 * Self.newest { recent.removeFirst(recent.count - Self.newest) }
        if points.count >= 2 * Self.most { points = Self.thinned(points) }
    }

    /// The best of each stretch of time, and the newest.
    private static func thinned(_ points: [HistoryView.Point]) -> [HistoryView.Point] {
        guard points.count > most, let first = points.first, let last = points.last else { return points }
        let span = last.atMilliseconds - first.atMilliseconds + 1
        var kept: [HistoryView.Point] = [], stretch: Int64?
        for point in points {
            let number = (point.atMilliseconds - first.atMilliseconds) * Int64(most - 1) / span
            if number == stretch, let best = kept.last {
                if point.score > best.score { kept[kept.count - 1] = point }
            } else {
                kept.append(point)
                stretch = number
            }
        }
        return kept.last == last ? kept : kept + [last]
    }
}

extension HistoryDigest {
    /// Lays out the past.
    ///
    /// - Parameters:
    ///   - crowns: The board's champions, oldest first.
    ///   - crowned: Their scores, as far as they may be missing among what is kept here.
    ///   - preset: The board's rules.
    /// - Returns: The points that are kept, at most ``most`` and the crowned ones.
    package func view(crowns: [Champion], crowned: [AcceptedScore], preset: Preset) -> HistoryView {
        let names = Set(crowns.map(\.submission))
        var shown = Self.thinned(points)
        let known = Set(shown.map(\.submission))
        for score in crowned where !known.contains(score.submission) {
            let before = best(before: score.atMilliseconds + 1) ?? score.score
            shown.append(
                HistoryView.Point(
                    submission: score.submission,
                    hotkey: score.hotkey.text,
                    atMilliseconds: score.atMilliseconds,
                    score: score.score,
                    best: max(before, score.score),
                    isCrowned: true
                )
            )
        }
        for index in shown.indices { shown[index].isCrowned = names.contains(shown[index].submission) }
        return HistoryView(
            metric: preset.metric.rawValue,
            count: count,
            points: shown.sorted { ($0.atMilliseconds, $0.submission) < ($1.atMilliseconds, $1.submission) },
            reigns: crowns.map {
                HistoryView.Reign(
                    submission: $0.submission,
                    hotkey: $0.hotkey.text,
                    score: $0.score,
                    beatenScore: $0.beatenScore,
                    fromBlock: $0.atBlock
                )
            }
        )
    }
}
