package import Rules

extension RecordedSession {
    /// Takes the runs of an evaluation down.
    ///
    /// - Parameter result: The evaluation.
    package init(_ result: EvaluationResult) {
        self.init(name: result.evaluation, nanosecondsPerToken: result.runs.map(\.nanosecondsPerToken))
    }

    /// Takes the runs of a match down, in the order in which they took place.
    ///
    /// A pair of which an arm failed is left out.
    ///
    /// - Parameter result: The match.
    package init(_ result: MatchResult) {
        let times = result.pairs.flatMap { pair -> [Double] in
            guard pair.challenger.nanoseconds != nil, pair.champion.nanoseconds != nil,
                let challenger = pair.challenger.run?.nanosecondsPerToken,
                let champion = pair.champion.run?.nanosecondsPerToken
            else { return [] }
            return pair.first == .challenger ? [challenger, champion] : [champion, challenger]
        }
        let isSliced = result.pairs.allSatisfy { $0.challenger.run?.counted != nil }
        self.init(name: result.match, nanosecondsPerToken: times, isPaired: true, isSliced: isSliced)
    }
}

extension RunRecord {
    /// Wall time in nanoseconds for each token that was handed out.
    package var nanosecondsPerToken: Double { Double(nanoseconds) / Double(tokens) }
}
