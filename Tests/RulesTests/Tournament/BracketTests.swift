import Testing

@testable import Rules

@Suite struct BracketTests {
    private static let preset = TournamentPreset.shipped("god-2026")

    private static func names(_ count: Int) -> [String] { (0..<count).map { "e\($0 < 10 ? "0" : "")\($0)" } }

    /// A tournament that nobody has entered.
    private static func opened(
        preset: TournamentPreset = BracketTests.preset,
        type: TournamentType = .text,
        champion: TournamentChampion?
    ) -> Bracket {
        guard let bracket = Bracket(preset: preset, type: type, champion: champion, opened: Moment(0)) else {
            preconditionFailure("\(preset.name) has no \(type.rawValue)")
        }
        return bracket
    }

    /// A tournament that has just begun.
    private static func begun(
        _ count: Int,
        type: TournamentType = .text,
        champion: TournamentChampion? = TournamentChampion(hotkey: "boss", titles: 1),
        preset: TournamentPreset = BracketTests.preset
    ) -> Bracket {
        var bracket = opened(preset: preset, type: type, champion: champion)
        for name in names(count) { bracket.apply(.init(.entered(hotkey: name), at: Moment(1))) }
        bracket.apply(.init(.began(seed: "seed"), at: Moment(2)))
        return bracket
    }

    /// Reports everything that is due, each task by a function of kind, hotkey and attempt.
    private static func report(
        _ bracket: inout Bracket,
        at moment: Moment = Moment(100),
        _ report: (TaskOrder, String, Int) -> Report
    ) {
        for order in bracket.openTasks {
            for due in order.due {
                let outcome = report(order, due.hotkey, due.attempt)
                bracket.apply(
                    .init(
                        .reported(task: order.task, hotkey: due.hotkey, attempt: due.attempt, report: outcome),
                        at: moment
                    )
                )
            }
        }
    }

    /// A better result the earlier the name; the champion's is given.
    private static func byName(boss: Double) -> (TaskOrder, String, Int) -> Report {
        { order, hotkey, _ in
            let loss = hotkey == "boss" ? boss : 1 + (Double(hotkey.dropFirst()) ?? 0) / 100
            return .score(order.kind.isHigherBetter ? -loss : loss)
        }
    }

    private static func play(_ bracket: inout Bracket, _ report: (TaskOrder, String, Int) -> Report) {
        var passes = 0
        while !bracket.hasEnded, passes < 100 {
            Self.report(&bracket, at: bracket.now, report)
            passes += 1
        }
    }

    @Test func theBestOfSixtyFourMeetsTheChampion() {
        var bracket = Self.begun(64)
        #expect(bracket.rounds[0].results.shape.matches == 2)
        Self.play(&bracket, Self.byName(boss: 2))
        #expect(bracket.outcome?.champion == TournamentChampion(hotkey: "e00", titles: 1))
        #expect(bracket.outcome?.reason == .dethroned)
        #expect(bracket.rounds.map(\.results.shape.kind) == [.group, .group, .pair, .pair, .pair, .boss])
        #expect(bracket.rounds.map { $0.results.shape.seats.count } == [64, 16, 8, 4, 2, 2])
    }

    @Test func theChampionKeepsTheTitleWithinTheMargin() {
        var bracket = Self.begun(8)
        Self.play(&bracket, Self.byName(boss: 1.04))
        #expect(bracket.outcome?.reason == .defended)
        #expect(bracket.outcome?.champion == TournamentChampion(hotkey: "boss", titles: 2))
    }

    @Test func environmentTournamentsComeToAnEnd() {
        var bracket = Self.begun(12, type: .environment)
        #expect(bracket.rounds[0].results.shape.seats.count == 13)
        #expect(Set(bracket.openTasks.map(\.environments)).count == 1)
        #expect(bracket.openTasks.first?.environments.count == 2)
        Self.play(&bracket) { _, hotkey, _ in
            .score(hotkey == "boss" ? 0.1 : 1 - (Double(hotkey.dropFirst()) ?? 0) / 100)
        }
        #expect(bracket.outcome?.champion?.hotkey == "e00")
        #expect(bracket.rounds.last?.results.shape.kind == .boss)
        var retained = Self.begun(5, type: .environment)
        Self.play(&retained) { _, _, _ in .score(0.5) }
        #expect(retained.outcome?.reason == .unchallenged)
    }

    @Test func aTitleThatNobodyHoldsIsWonWithoutABossRound() {
        var bracket = Self.begun(9, champion: nil)
        Self.play(&bracket, Self.byName(boss: 0))
        #expect(bracket.outcome?.reason == .vacant)
        #expect(bracket.rounds.last?.results.shape.kind == .pair)
    }

    @Test(arguments: [0, 1, 2, 7])
    func tooFewEntrantsAreWaitedForAndThenItIsCancelled(count: Int) {
        var bracket = Self.begun(count)
        #expect(bracket.phase == .registering(until: Moment(601_200)))
        #expect(bracket.apply(.init(.began(seed: "x"), at: Moment(3))) == .ignored(.tooFewEntrants))
        bracket.apply(.init(.waited, at: Moment(601_200)))
        #expect(bracket.phase == .cancelled(at: Moment(601_200)))
        #expect(bracket.apply(.init(.entered(hotkey: "late"), at: Moment(601_201))) == .ignored(.notRegistering))
    }

    @Test(arguments: [1, 2, 3])
    func aFieldOfFewIsPlayedWhereRulesAllowIt(count: Int) {
        var preset = Self.preset
        preset.text?.minimumField = 1
        var bracket = Self.begun(count, preset: preset)
        Self.play(&bracket, Self.byName(boss: 2))
        #expect(bracket.outcome?.reason == .dethroned)
        #expect(bracket.outcome?.champion?.hotkey == "e00")
    }

    @Test func theChampionCannotEnterAgainstHimself() {
        var bracket = Self.opened(champion: TournamentChampion(hotkey: "boss", titles: 1))
        #expect(bracket.apply(.init(.entered(hotkey: "boss"), at: Moment(1))) == .ignored(.isChampion))
        #expect(bracket.apply(.init(.entered(hotkey: "a"), at: Moment(1))) == .accepted)
        #expect(bracket.apply(.init(.entered(hotkey: "a"), at: Moment(1))) == .ignored(.alreadyEntered))
    }

    @Test func whenEverybodyFailsTheChampionKeepsTheTitle() {
        var bracket = Self.begun(20)
        Self.play(&bracket) { _, _, _ in .failed(.competitor) }
        #expect(bracket.outcome?.reason == .unchallenged)
        #expect(bracket.rounds.count == 1)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5, 1e300])
    func resultsThatSayNothingEndIt(value: Double) {
        for type in TournamentType.allCases {
            var bracket = Self.begun(16, type: type)
            Self.play(&bracket) { _, _, _ in .score(value) }
            #expect(bracket.hasEnded)
            #expect(bracket.outcome?.champion?.hotkey == "boss")
        }
    }

    /// Samples that are numbers one by one, and whose sum is none: like any other result that is no number.
    @Test func samplesWhoseSumIsNoNumberAreNone() throws {
        let most = Double.greatestFiniteMagnitude
        for value in [Report.samples([most, most]), .score(most), .score(-most)] {
            var bracket = Self.begun(8, champion: nil)
            Self.play(&bracket) { _, hotkey, _ in hotkey == "e03" ? .score(.leastNonzeroMagnitude) : value }
            let completed = try #require(bracket.completed(payout: Self.preset.payout, after: nil))
            #expect(throws: Never.self) { try JSONValue(encoding: completed) }
            var fought = Self.begun(8)
            Self.play(&fought) { _, hotkey, _ in hotkey == "e03" ? .score(.leastNonzeroMagnitude) : value }
            let defended = try #require(fought.completed(payout: Self.preset.payout, after: completed))
            #expect(defended.gain.isFinite)
            #expect(throws: Never.self) { try JSONValue(encoding: defended) }
        }
        #expect(Report.samples([most, most]).kept == .samples([]))
        #expect(Report.samples([most, most]).value == nil)
    }

    @Test func silenceEndsAtTheDeadlineByLot() throws {
        var bracket = Self.begun(16)
        var steps = 0
        while let deadline = bracket.deadline, steps < 50 {
            bracket.apply(.init(.waited, at: deadline))
            steps += 1
        }
        #expect(bracket.outcome?.reason == .defended)
        #expect(bracket.rounds.map { $0.results.shape.seats.count } == [16, 8, 4, 2, 2])
        #expect(bracket.rounds.last?.verdict?.decisions == Array(repeating: .skipped, count: 6))
    }

    @Test func theMachinerysFailuresAreTriedAgainAndThenExcused() throws {
        var bracket = Self.begun(8)
        let order = try #require(bracket.openTasks.first)
        let (one, other) = (order.due[0].hotkey, order.due[1].hotkey)
        func report(_ hotkey: String, _ attempt: Int, _ report: Report) -> TournamentResponse {
            bracket.apply(
                .init(.reported(task: order.task, hotkey: hotkey, attempt: attempt, report: report), at: Moment(5))
            )
        }
        #expect(report(one, 0, .failed(.infrastructure)) == .accepted)
        #expect(report(one, 0, .failed(.infrastructure)) == .ignored(.otherAttempt))
        #expect(bracket.openTasks.first?.due.first?.attempt == 1)
        for attempt in 1...3 { #expect(report(one, attempt, .failed(.infrastructure)) == .accepted) }
        #expect(report(one, 4, .score(0)) == .ignored(.alreadyReported))
        #expect(report(other, 0, .score(99)) == .accepted)
        #expect(report(other, 0, .score(1)) == .ignored(.alreadyReported))
        #expect(report(other, 0, .pending) == .ignored(.alreadyReported))
    }

    @Test func aTaskThatCannotBeDoneIsReplacedTwiceAndThenGivenUp() throws {
        var bracket = Self.begun(8)
        let first = try #require(bracket.openTasks.first)
        let hotkey = first.due[0].hotkey
        bracket.apply(.init(.reported(task: first.task, hotkey: hotkey, attempt: 0, report: .score(1)), at: Moment(5)))
        bracket.apply(.init(.taskFailed(task: first.task), at: Moment(5)))
        let second = try #require(bracket.openTasks.first)
        #expect(second.task.edition == 1)
        #expect(second.due.count == 2)
        #expect(second.seed != first.seed)
        #expect(second.kind == first.kind)
        #expect(bracket.apply(.init(.taskFailed(task: first.task), at: Moment(5))) == .ignored(.replacedTask))
        bracket.apply(.init(.taskFailed(task: second.task), at: Moment(5)))
        let third = try #require(bracket.openTasks.first)
        bracket.apply(.init(.taskFailed(task: third.task), at: Moment(5)))
        #expect(bracket.openTasks.first?.task.match == 2)
        #expect(bracket.rounds[0].results.reports.prefix(2) == [.failed(.task), .failed(.task)])
        // A place that was given up stays so, however often somebody says it again.
        for edition in 3...300 {
            var task = first.task
            task.edition = edition
            #expect(bracket.apply(.init(.taskFailed(task: task), at: Moment(5))) == .ignored(.replacedTask))
        }
    }

    /// A fresh task has all its attempts, also for whom the machinery failed in the one before.
    @Test func aFreshTaskBeginsWithTheFirstAttempt() throws {
        var bracket = Self.begun(8)
        let first = try #require(bracket.openTasks.first)
        let failure = TournamentEvent.Kind.reported(
            task: first.task,
            hotkey: first.due[0].hotkey,
            attempt: 0,
            report: .failed(.infrastructure)
        )
        bracket.apply(.init(failure, at: Moment(5)))
        bracket.apply(.init(.taskFailed(task: first.task), at: Moment(5)))
        #expect(bracket.openTasks.first?.due.map(\.attempt) == [0, 0])
    }

    /// Waiting for the block of the seed has an end of its own, wherever in the time for entries it began.
    @Test func theDrawHasADeadlineOfItsOwn() throws {
        var bracket = Self.opened(champion: nil)
        for name in Self.names(8) { bracket.apply(.init(.entered(hotkey: name), at: Moment(1))) }
        let last = try #require(bracket.deadline).seconds - 1
        bracket.apply(.init(.closed(block: 9), at: Moment(last)))
        #expect(bracket.stage == .drawing && bracket.deadline == Moment(last + 86400))
        var begun = bracket
        begun.apply(.init(.began(seed: "seed"), at: Moment(last + 86399)))
        #expect(begun.stage == .playing)
        bracket.apply(.init(.waited, at: Moment(last + 86400)))
        #expect(bracket.stage == .cancelled)
    }

    @Test func aModelThatIsNoFinetuneWinsOnlyByRequest() {
        for (preset, winner) in [(Self.preset, "e00"), (Self.preset.with(.finetuneVerdictLost), "e07")] {
            var bracket = Self.begun(8, preset: preset)
            let byName = Self.byName(boss: 9)
            Self.play(&bracket) { order, hotkey, attempt in
                hotkey == "e07" ? .notFinetuned(order.kind.isHigherBetter ? 1 : 0.1) : byName(order, hotkey, attempt)
            }
            #expect(bracket.outcome?.champion?.hotkey == winner)
        }
    }

    @Test func whoLeavesForfeitsAndNeverAdvances() {
        var bracket = Self.begun(8)
        bracket.apply(.init(.left(hotkey: "e00"), at: Moment(5)))
        #expect(bracket.apply(.init(.left(hotkey: "e00"), at: Moment(5))) == .ignored(.unknownHotkey))
        #expect(bracket.apply(.init(.left(hotkey: "stranger"), at: Moment(5))) == .ignored(.unknownHotkey))
        Self.play(&bracket, Self.byName(boss: 2))
        #expect(bracket.outcome?.champion?.hotkey == "e01")
    }

    @Test func whoLeavesAfterWinningDoesNotAdvance() {
        var bracket = Self.begun(8)
        // e00 has its result, and leaves before the round is settled.
        for order in bracket.openTasks where order.due.contains(where: { $0.hotkey == "e00" }) {
            bracket.apply(
                .init(.reported(task: order.task, hotkey: "e00", attempt: 0, report: .score(0.1)), at: Moment(5))
            )
        }
        bracket.apply(.init(.left(hotkey: "e00"), at: Moment(6)))
        Self.report(&bracket, Self.byName(boss: 2))
        #expect(bracket.rounds[0].winners?.count == 3)
        Self.play(&bracket, Self.byName(boss: 2))
        #expect(bracket.outcome?.champion?.hotkey != "e00")
    }

    @Test func aChampionWhoLeavesLosesTheTitleWithoutABossRound() {
        var bracket = Self.begun(8)
        bracket.apply(.init(.left(hotkey: "boss"), at: Moment(5)))
        Self.play(&bracket, Self.byName(boss: 0.1))
        #expect(bracket.outcome?.reason == .vacant)
        #expect(bracket.outcome?.champion == TournamentChampion(hotkey: "e00", titles: 1))
    }

    @Test func whatDoesNotFitChangesNothing() throws {
        var bracket = Self.begun(8)
        Self.report(&bracket, Self.byName(boss: 2))
        let before = bracket
        let cases: [(task: TaskIdentifier, reason: TournamentResponse.Reason)] = [
            (TaskIdentifier(round: 1, match: 1, number: 1), .otherRound),
            (TaskIdentifier(round: 3, match: 1, number: 1), .otherRound),
            (TaskIdentifier(round: 2, match: 3, number: 1), .unknownTask),
            (TaskIdentifier(round: 2, match: 0, number: 1), .unknownTask),
            (TaskIdentifier(round: 2, match: 1, number: 2), .unknownTask),
            (TaskIdentifier(round: 2, match: 1, number: 1, edition: 1), .replacedTask),
            (TaskIdentifier(round: 2, match: 1, number: 1), .notInMatch),
        ]
        for (task, reason) in cases {
            let event = TournamentEvent.Kind.reported(task: task, hotkey: "stranger", attempt: 0, report: .score(0))
            #expect(bracket.apply(.init(event, at: Moment(0))) == .ignored(reason))
        }
        #expect(bracket.apply(.init(.began(seed: "again"), at: Moment(0))) == .ignored(.notRegistering))
        #expect(bracket == before)
    }

    @Test func theOrderOfEnteringDoesNotMatter() {
        func bracket(_ names: [String]) -> Bracket {
            var bracket = Self.opened(champion: nil)
            for name in names { bracket.apply(.init(.entered(hotkey: name), at: Moment(1))) }
            bracket.apply(.init(.began(seed: "seed"), at: Moment(2)))
            return bracket
        }
        #expect(bracket(Self.names(30)) == bracket(Self.names(30).reversed()))
    }

    @Test func tasksAreTheSameWhoeverAsks() {
        let bracket = Self.begun(40)
        #expect(bracket.openTasks == Self.begun(40).openTasks)
        #expect(bracket.openTasks.map(\.name) == ["round_001_group_001_task_1", "round_001_group_002_task_1"])
        #expect(
            TaskIdentifier(round: 4, match: 1, number: 6, edition: 2).text(.boss)
                == "round_004_pair_001_task_6_edition_2"
        )
    }

    @Test func kindsAreDrawnFromTheMix() throws {
        var counts: [TaskKind: Int] = [:]
        var lots = SplitMix(seed: 5)
        let mix = try #require(Self.preset.text?.knockout?.mix)
        for kind in mix.kinds(count: 20_000, lots: &lots) { counts[kind, default: 0] += 1 }
        #expect(abs((counts[.instruct] ?? 0) - 15_000) < 300)
        #expect(abs((counts[.dpo] ?? 0) - 4_000) < 300)
        #expect(abs((counts[.grpo] ?? 0) - 1_000) < 200)
    }

    @Test func aDefendedTitleKeepsItsGainAndItsDay() throws {
        var bracket = Self.begun(8)
        Self.play(&bracket, Self.byName(boss: 0.5))
        let previous = CompletedTournament(
            type: .text,
            champion: "boss",
            tasks: [],
            gain: 0.12,
            crowned: Moment(-500),
            titles: 1
        )
        let completed = try #require(bracket.completed(payout: Self.preset.payout, after: previous))
        #expect(completed.gain == 0.12 && completed.crowned == Moment(-500) && completed.titles == 2)
        var dethroned = Self.begun(8)
        Self.play(&dethroned, Self.byName(boss: 1.25))
        let new = try #require(dethroned.completed(payout: Self.preset.payout, after: previous))
        #expect(new.champion == "e00" && new.titles == 1)
        // Two of six tasks are rewards, where the gain is a fraction of the champion's amount.
        #expect(isClose(new.gain, 0.25))
    }
}
