import Testing

@testable import Rules

@Suite struct TournamentStageTests {
    private static let preset = TournamentPreset.shipped("god-2026")

    private static func plan(opens: Int64 = 1000, number: Int = 0) -> TournamentPlan {
        TournamentPlan(
            type: .text,
            preset: preset,
            champion: nil,
            planned: Moment(0),
            opens: Moment(opens),
            number: number
        )
    }

    private static func opening() throws -> Bracket { try #require(plan().opening(preset)) }

    private static func registering(_ count: Int) throws -> Bracket {
        var bracket = try opening()
        for number in 0..<count {
            bracket.apply(TournamentEvent(.entered(hotkey: "h\(number)"), at: Moment(1000)))
        }
        return bracket
    }

    @Test func timeAloneOpensAndCancels() throws {
        var bracket = try Self.opening()
        #expect(bracket.stage == .scheduled && bracket.deadline == Moment(1000))
        #expect(bracket.apply(TournamentEvent(.entered(hotkey: "a"), at: Moment(999))) == .ignored(.notRegistering))
        bracket.apply(TournamentEvent(.waited, at: Moment(1000)))
        #expect(bracket.stage == .registering)
        let end = try #require(bracket.deadline)
        bracket.apply(TournamentEvent(.waited, at: end))
        #expect(bracket.stage == .cancelled && bracket.hasEnded && bracket.deadline == nil)
        var late = try Self.opening()
        late.apply(TournamentEvent(.waited, at: end))
        #expect(late.stage == .cancelled)
    }

    @Test func afterTheFieldIsFixedNobodyEntersOrLeaves() throws {
        var bracket = try Self.registering(8)
        #expect(bracket.apply(TournamentEvent(.closed(block: 5), at: Moment(1001))) == .accepted)
        #expect(bracket.stage == .drawing && bracket.seedBlock == 5)
        #expect(bracket.apply(TournamentEvent(.closed(block: 6), at: Moment(1001))) == .ignored(.alreadyClosed))
        #expect(bracket.apply(TournamentEvent(.entered(hotkey: "x"), at: Moment(1001))) == .ignored(.alreadyClosed))
        #expect(bracket.apply(TournamentEvent(.left(hotkey: "h1"), at: Moment(1001))) == .ignored(.alreadyClosed))
        #expect(bracket.apply(TournamentEvent(.began(seed: "s"), at: Moment(1002))) == .accepted)
        #expect(bracket.stage == .playing && bracket.participants.count == 8)
    }

    @Test func aBlockThatNeverComesCancels() throws {
        var bracket = try Self.registering(8)
        bracket.apply(TournamentEvent(.closed(block: 5), at: Moment(1001)))
        bracket.apply(TournamentEvent(.waited, at: try #require(bracket.deadline)))
        #expect(bracket.stage == .cancelled)
    }

    @Test func tooFewAreNotFixed() throws {
        var bracket = try Self.registering(7)
        #expect(bracket.apply(TournamentEvent(.closed(block: 5), at: Moment(1001))) == .ignored(.tooFewEntrants))
    }

    @Test func isCalledOffBeforeItBeginsOnly() throws {
        var bracket = try Self.registering(8)
        bracket.apply(TournamentEvent(.began(seed: "s"), at: Moment(1002)))
        #expect(bracket.apply(TournamentEvent(.cancelled, at: Moment(1003))) == .ignored(.notRegistering))
        #expect(bracket.stage == .playing)
        var early = try Self.opening()
        #expect(early.apply(TournamentEvent(.cancelled, at: Moment(1))) == .accepted)
        #expect(early.stage == .cancelled)
    }

    @Test func theSamePlanHasTheSameIdentifier() {
        let plan = Self.plan()
        #expect(plan == Self.plan())
        #expect(plan.id.wholeMatch(of: /tourn_[0-9a-f]{16}_19700101/) != nil)
        #expect(Set([plan.id, Self.plan(opens: 1001).id, Self.plan(number: 1).id]).count == 3)
        #expect(plan.round(2) == "\(plan.id)_round_002")
        #expect(Self.plan(opens: -5).opens == Moment(0))
    }

    @Test func feesFollowFromEvents() throws {
        var bracket = try Self.registering(8)
        func movement(_ kind: TournamentEvent.Kind, at second: Int64) -> FeeMovement? {
            let before = bracket
            let event = TournamentEvent(kind, at: Moment(second))
            let response = bracket.apply(event)
            return FeeMovement.of(event, response, before: before, after: bracket)
        }
        #expect(movement(.entered(hotkey: "x"), at: 1001) == .reserve(hotkey: "x"))
        #expect(movement(.entered(hotkey: "x"), at: 1001) == nil)
        #expect(movement(.left(hotkey: "x"), at: 1002) == .release(hotkey: "x"))
        #expect(movement(.left(hotkey: "x"), at: 1002) == nil)
        #expect(movement(.closed(block: 1), at: 1003) == nil)
        #expect(movement(.began(seed: "s"), at: 1004) == .captureAll)
        #expect(movement(.left(hotkey: "h1"), at: 1005) == nil)
        bracket = try Self.registering(1)
        #expect(movement(.waited, at: 1_000_000) == .releaseAll)
        #expect(movement(.waited, at: 1_000_001) == nil)
    }
}
