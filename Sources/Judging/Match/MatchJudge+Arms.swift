import FoundationEssentials
import Rules

/// What the two sides of a pair do.
extension MatchJudge {
    /// Has one side of a pair run.
    ///
    /// - Returns: The run, or why it is lost: what a submission does wrong costs it the pair.
    /// - Throws: A `Verdict` when the machine failed.
    func run(_ side: TitleMatch.Side, pair: Int, isFollowed: Bool) throws -> MatchPair.Arm {
        let order = Bench.Order(
            index: pair,
            seed: Seeds.pair(pair, ofMatch: plan.seed),
            code: code(of: side),
            isFollowed: isFollowed,
            keepLog: { [weak self] in self?.keep($0, of: side, pair: pair) },
            sharesReference: true
        )
        do {
            return verified(try bench.run(order) { _ in })
        } catch let verdict as Verdict where verdict.responsibility == .competitor {
            return MatchPair.Arm(run: nil, failure: verdict)
        }
    }

    /// Has both sides of a pair run, a slice of each in turn.
    ///
    /// - Returns: The runs, or why they are lost.
    /// - Throws: A `Verdict` when the machine failed.
    func duel(
        _ sides: [TitleMatch.Side],
        pair: Int,
        isFollowed: Bool,
        _ slice: Seconds
    ) throws -> [TitleMatch.Side: MatchPair.Arm] {
        let duel = Bench.Duel(
            index: pair,
            seed: Seeds.pair(pair, ofMatch: plan.seed),
            sides: sides.map { side in
                Bench.Duel.Side(
                    code: code(of: side),
                    keepLog: { [weak self] in self?.keep($0, of: side, pair: pair) }
                )
            },
            slice: slice.duration,
            isFollowed: isFollowed
        )
        let arms = try bench.duel(duel).map { end in
            switch end {
            case .success(let record): verified(record)
            case .failure(let verdict): MatchPair.Arm(run: nil, failure: verdict)
            }
        }
        return Dictionary(zip(sides, arms)) { first, _ in first }
    }

    /// A run with what is wrong with it, if anything is.
    private func verified(_ record: RunRecord) -> MatchPair.Arm {
        var record = record
        let breach = record.statistics.flatMap { Verification.firstBreach($0, limits: plan.preset.verification) }
        if breach == nil { record.statistics = record.statistics?.condensed }
        return MatchPair.Arm(run: record, failure: breach ?? implausible(record))
    }

    /// A speed that the rules do not believe, where they bound tokens a second.
    private func implausible(_ run: RunRecord) -> Verdict? {
        guard plan.preset.metric == .tps, let most = plan.preset.score?.most, run.tokensPerSecond > most else {
            return nil
        }
        return Verdict(
            .scoreImplausible,
            "the run was faster than this contest believes possible",
            numbers: ["score": run.tokensPerSecond, "score_most": most]
        )
    }

    /// Keeps what a side prints, up to the log limit of one evaluation's run for the whole match.
    private func keep(_ log: [UInt8], of side: TitleMatch.Side, pair: Int) {
        let kept = keptLog[side, default: 0] + log.count
        guard kept <= plan.preset.contestant.log.bytes else { return }
        keptLog[side] = kept
        keepLog(log, "\(side.rawValue)-\(pair)")
    }

    private func code(of side: TitleMatch.Side) -> [UInt8] { side == .challenger ? challenger : champion }

    func first(ofPair pair: Int) -> TitleMatch.Side { Seeds.first(ofPair: pair, ofMatch: plan.seed) }
}
