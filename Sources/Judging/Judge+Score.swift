import Rules

extension Judge {
    /// What the runs came to.
    var measuredScore: Score? {
        guard let rate = runs.map(\.tokensPerSecond).medianLow() else { return nil }
        let mfu = bench.wholePeak.flatMap { peak in
            bench.flopsPerToken.map { ModelFlops.mfu(tokensPerSecond: rate, flopsPerToken: $0, peak: peak) }
        }
        return Score(tokensPerSecond: rate, mfu: mfu)
    }

    /// Refuses a score that the rules do not take.
    ///
    /// - Throws: A `Verdict` with `score_too_low` or `score_implausible`.
    func requireScoreWithinBounds() throws {
        guard let rule = preset.score, let score = measuredScore?.value(for: preset.metric) else { return }
        if let least = rule.least, score < least {
            throw Verdict(
                .scoreTooLow,
                "the score is below the least that this contest takes",
                numbers: ["score": score, "score_least": least]
            )
        }
        if let most = rule.most, score > most {
            throw Verdict(
                .scoreImplausible,
                "the score is above what this contest believes possible",
                numbers: ["score": score, "score_most": most]
            )
        }
    }
}
