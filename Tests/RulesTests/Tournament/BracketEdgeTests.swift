import Testing

@testable import Rules

/// What a bracket does where the reference's description says something that is easily missed.
@Suite struct BracketEdgeTests {
    private static let champion = TournamentChampion(hotkey: "boss", titles: 1)

    private static func begun(_ count: Int, type: TournamentType = .text) throws -> Bracket {
        let rules = TournamentPreset.shipped("god-2026")
        var bracket = try #require(Bracket(preset: rules, type: type, champion: champion, opened: Moment(0)))
        for number in 0..<count {
            bracket.apply(.init(.entered(hotkey: "e\(100 + number)"), at: Moment(1)))
        }
        bracket.apply(.init(.began(seed: "seed"), at: Moment(2)))
        return bracket
    }

    /// Reports everything that is due in the round that goes on, in one go.
    private static func report(_ bracket: inout Bracket, _ report: (TaskOrder, String) -> Report) {
        for order in bracket.openTasks {
            for due in order.due {
                bracket.apply(
                    .init(
                        .reported(
                            task: order.task,
                            hotkey: due.hotkey,
                            attempt: due.attempt,
                            report: report(order, due.hotkey)
                        ),
                        at: Moment(100)
                    )
                )
            }
        }
    }

    /// A lower loss the earlier the name.
    private static func byName(_ order: TaskOrder, _ hotkey: String) -> Report {
        let loss = Double(hotkey.dropFirst()) ?? 1000
        return .score(order.kind.isHigherBetter ? -loss : loss)
    }

    /// Two groups of twenty, of which eight and seven go on: the champion makes them sixteen, also in a group.
    @Test func theChampionEvensAnOddFieldOfAGroupRound() throws {
        var bracket = try Self.begun(40)
        let first = try #require(bracket.rounds.first?.results.shape)
        #expect(first.kind == .group && first.matches == 2)
        let second = Set(first.seats[first.range(of: 1)].map { bracket.competitors[Int($0)] })
        let failing = Set(second.sorted().dropFirst(7))
        Self.report(&bracket) { order, hotkey in
            failing.contains(hotkey) ? .failed(.competitor) : Self.byName(order, hotkey)
        }
        let shape = try #require(bracket.rounds.last?.results.shape)
        let number = try #require(bracket.championNumber)
        #expect(bracket.rounds.count == 2 && shape.kind == .group)
        #expect(shape.seats.count == 16 && shape.seats.contains(number))
        // He takes one of the eight places if he is good enough, and then makes the field of seven an even one.
        Self.report(&bracket) { order, hotkey in
            hotkey == "boss" ? .score(0) : Self.byName(order, hotkey)
        }
        let third = try #require(bracket.rounds.last?.results.shape)
        #expect(third.kind == .pair && third.matches == 4 && third.seats.contains(number))
    }

    /// The champion wins two tasks of six and the title is lost: nothing is paid for the two.
    @Test func whoeverLosesTheTitleHasNoPoints() throws {
        for type in [TournamentType.text, .environment] {
            var bracket = try Self.begun(8, type: type)
            var rounds = 0
            while !bracket.hasEnded, rounds < 20 {
                rounds += 1
                let isBoss = bracket.rounds.last?.results.shape.kind == .boss
                Self.report(&bracket) { order, hotkey in
                    guard type == .text else { return .score(hotkey == "boss" ? 0.4 : hotkey == "e100" ? 0.9 : 0.1) }
                    guard hotkey == "boss" else { return Self.byName(order, hotkey) }
                    let isWon = isBoss ? order.task.number <= 2 : true
                    return .score(isWon == order.kind.isHigherBetter ? 1e6 : -1e6)
                }
            }
            #expect(bracket.outcome?.reason == .dethroned && bracket.outcome?.champion?.hotkey == "e100")
            let payout = TournamentPreset.shipped("god-2026").payout
            let completed = try #require(bracket.completed(payout: payout, after: nil))
            #expect(!completed.hotkeys.contains("boss"))
            let points = completed.points(base: 0.15, firstRoundCounts: true)
            #expect(points["boss"] == nil)
        }
    }

    /// Both were trained and neither has a number: of the other tasks three are more than half.
    @Test func aTaskInWhichNobodyHasANumberDoesNotCount() throws {
        for (isTrained, isDethroned) in [(true, true), (false, false)] {
            var bracket = try Self.begun(8)
            var rounds = 0
            while !bracket.hasEnded, rounds < 20 {
                rounds += 1
                let isBoss = bracket.rounds.last?.results.shape.kind == .boss
                Self.report(&bracket) { order, hotkey in
                    guard isBoss else { return Self.byName(order, hotkey) }
                    if order.task.number == 1 { return isTrained ? .score(.nan) : .failed(.competitor) }
                    let isWon = order.task.number <= 4
                    let isBetter = (hotkey == "boss") != isWon
                    return .score(isBetter == order.kind.isHigherBetter ? 2 : 1)
                }
            }
            #expect((bracket.outcome?.reason == .dethroned) == isDethroned, "\(isTrained)")
        }
    }

    @Test func saysWhichTasksAreDoubtful() throws {
        let table = try #require(TournamentVectors.rounds["failure_gate_exceeds_threshold"])
        for (name, failed, all) in [("2 of 4 failed", 2, 4), ("3 of 4", 3, 4), ("2 of 2", 2, 2), ("0", 0, 0)] {
            #expect(DoubtfulTask.isDoubtful(failed: failed, of: all) == table[name]?.flag, "\(name)")
        }
        var bracket = try Self.begun(8)
        Self.report(&bracket) { order, hotkey in
            order.task.match == 1 ? .failed(.competitor) : Self.byName(order, hotkey)
        }
        let doubts = bracket.doubtfulTasks
        #expect(doubts.map(\.task) == ["round_001_pair_001_task_1"] && doubts.map(\.failed) == [2])
    }
}
