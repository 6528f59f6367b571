import Foundation
import Testing

@testable import Rules

/// Random tournaments of all presets and types, with everything going wrong that can.
///
/// `TILTYARD_TOURNAMENTS` sets how many; `make deep` plays twenty thousand.
@Suite struct TournamentPropertyTests {
    private static let count = ProcessInfo.processInfo.environment["TILTYARD_TOURNAMENTS"].flatMap(Int.init) ?? 60

    private static let presets = TournamentPreset.allNames.map { name in
        var preset = TournamentPreset.shipped(name)
        preset.text?.boss.samples?.resamples = 100
        return preset
    }

    /// One random tournament, played to its end.
    private struct Played {
        let simulation: TournamentSimulation
        let bracket: Bracket
        let events: [TournamentEvent]
        let preset: TournamentPreset
    }

    private static func model(_ lots: inout SplitMix) -> SkillModel {
        var model = SkillModel()
        model.samples = 5
        func rate(_ most: Double) -> Double { lots.below(3) == 0 ? lots.uniform() * most : 0 }
        model.competitorFailures = rate(1)
        model.infrastructureFailures = rate(0.5)
        model.taskFailures = rate(0.2)
        model.silence = rate(0.2)
        model.oddities = rate(1)
        return model
    }

    private static func play(_ seed: UInt64) throws -> Played {
        var lots = SplitMix(seed: seed)
        var preset = presets[Int(lots.below(UInt32(presets.count)))]
        if lots.below(4) == 0 { preset.quirks = TournamentQuirk.allCases.filter { _ in lots.below(2) == 0 } }
        let type = preset.types[Int(lots.below(UInt32(preset.types.count)))]
        let names = (0..<Int(lots.below(lots.below(4) == 0 ? 70 : 20))).map { "h\($0)" }
        let champion =
            lots.below(5) == 0
            ? nil : TournamentChampion(hotkey: lots.below(8) == 0 ? "h0" : "boss", titles: 3)
        let simulation = TournamentSimulation(
            preset: preset,
            type: type,
            entrants: names,
            champion: champion,
            seed: "\(seed)"
        )
        let performer = SkilledPerformer(model: model(&lots), skills: [:], samples: preset[type]?.boss.samples)
        let isDisturbed = lots.below(2) == 0
        let run = simulation.run(performer) { bracket, event in
            isDisturbed ? disturb(&bracket, event, names, &lots) : []
        }
        let (bracket, events) = try #require(run)
        return Played(simulation: simulation, bracket: bracket, events: events, preset: preset)
    }

    /// Things that should not happen: again, late, out of order, of strangers; and somebody leaves.
    private static func disturb(
        _ bracket: inout Bracket,
        _ event: TournamentEvent,
        _ names: [String],
        _ lots: inout SplitMix
    ) -> [TournamentEvent] {
        let task = TaskIdentifier(round: Int(lots.below(5)), match: Int(lots.below(4)), number: Int(lots.below(3)))
        let somebody = lots.below(10) == 0 ? "boss" : "h\(lots.below(UInt32(max(names.count, 1))))"
        let kind: TournamentEvent.Kind? =
            switch lots.below(40) {
            case 0: event.kind
            case 1: .left(hotkey: somebody)
            case 2: .reported(task: task, hotkey: somebody, attempt: Int(lots.below(3)), report: .score(lots.uniform()))
            case 3: .taskFailed(task: task)
            case 4: .began(seed: "another")
            case 5: .entered(hotkey: "late")
            case 6: .waited
            default: nil
            }
        guard let kind else { return [] }
        let hours = Int64(lots.below(60)) - 20
        let again = TournamentEvent(kind, at: Moment(event.moment.seconds + (kind == .waited ? hours * 3600 : -hours)))
        bracket.apply(again)
        return [again]
    }

    @Test func randomTournamentsKeepTheirPromises() throws {
        var ends: [String: Int] = [:]
        for seed in 0..<UInt64(Self.count) {
            let played = try Self.play(seed &* 0x9E37_79B9)
            #expect(played.bracket.hasEnded)
            let opening = try #require(played.simulation.opening)
            #expect(opening.replaying(played.events) == played.bracket, "seed \(seed)")
            checkRounds(of: played, seed: seed)
            checkPayout(of: played, seed: seed)
            try checkFees(of: played, seed: seed)
            ends[played.bracket.outcome?.reason.rawValue ?? "cancelled", default: 0] += 1
        }
        // Nearly all ends came up, or the tournaments were not random enough to say anything.
        if Self.count >= 120 { #expect(ends.count >= 4, "\(ends)") }
    }

    /// Nobody meets himself or sits twice; fields shrink; a tie is the champion's; who leaves does not advance.
    private func checkRounds(of played: Played, seed: UInt64) {
        let bracket = played.bracket
        var field = Int.max
        for round in bracket.rounds {
            let shape = round.results.shape
            #expect(Set(shape.seats).count == shape.seats.count, "seed \(seed)")
            let challengers = shape.seats.count { $0 != bracket.championNumber } + (shape.bye == nil ? 0 : 1)
            #expect(challengers < field, "seed \(seed)")
            field = challengers
            let winners = Set(round.winners ?? [])
            #expect(winners.isSubset(of: Set(shape.seats + (shape.bye.map { [$0] } ?? []))), "seed \(seed)")
            guard let champion = bracket.championNumber, !bracket.gone.contains(champion), shape.kind == .pair else {
                continue
            }
            for match in 0..<shape.matches where shape.seats[shape.range(of: match)].contains(champion) {
                let isTied = round.results.tasks(of: match).allSatisfy { task in
                    guard let one = task.reports.first?.value, let other = task.reports.last?.value else {
                        return false
                    }
                    return one == other
                }
                if isTied { #expect(winners.contains(champion), "seed \(seed)") }
            }
        }
        for task in bracket.rounds.last?.bossTasks ?? [] where task.champion.value != nil {
            if task.champion.value == task.challenger.value, !bracket.quirks.contains(.multiplicativeMargin) {
                #expect(task.decision(margin: 0) == .champion, "seed \(seed)")
            }
        }
        if let champion = bracket.outcome?.champion, bracket.outcome?.reason != .unchallenged {
            let number = bracket.numbers[champion.hotkey]
            let hasLeft = number.map(bracket.gone.contains) ?? true
            #expect(!hasLeft || champion.hotkey == bracket.defending?.hotkey, "seed \(seed)")
        }
    }

    /// Nothing is below zero, and everything sums to one, alone and together with others that go on.
    private func checkPayout(of played: Played, seed: UInt64) {
        var preset = played.preset
        preset.quirks = []
        guard let completed = played.bracket.completed(payout: preset.payout, after: nil) else { return }
        for days in [0, 30, 400] {
            let audit = AuditDocument(
                presetHash: "",
                now: played.bracket.now.adding(Seconds(Double(days) * 86400)),
                tournaments: [completed],
                participants: days == 0 ? [] : played.simulation.entrants + ["boss"],
                departed: days == 400 ? ["h1"] : []
            )
            let weights = NodeWeights(audit: audit, preset: preset, pools: NodeWeights.pools(audit, preset))
            #expect(abs(weights.sum - 1) <= 1e-12, "seed \(seed)")
            #expect(weights.burned >= 0 && weights.weights.values.allSatisfy { $0 > 0 }, "seed \(seed)")
        }
    }

    /// Nobody is charged twice, nothing is held for ever, and the ledger sums to zero after every event.
    private func checkFees(of played: Played, seed: UInt64) throws {
        var ledger = Ledger()
        var bracket = try #require(played.simulation.opening)
        let fee = Int64(bracket.rules.fee)
        var held: [String: Int] = [:]
        var charged: [String: Int] = [:]
        func settle(_ hotkey: String, isCharged: Bool) throws {
            guard let times = held.removeValue(forKey: hotkey) else { return }
            let entry = "\(hotkey):\(times)"
            try ledger.post(
                isCharged
                    ? .capture(fee, entry: entry, coldkey: hotkey) : .release(fee, entry: entry, coldkey: hotkey)
            )
            charged[hotkey, default: 0] += isCharged ? 1 : 0
        }
        for (number, event) in played.events.enumerated() {
            let before = bracket
            let response = bracket.apply(event)
            switch FeeMovement.of(event, response, before: before, after: bracket) {
            case .reserve(let hotkey):
                #expect(held[hotkey] == nil, "seed \(seed)")
                try ledger.post(.deposit(fee, coldkey: hotkey, block: UInt64(number), index: 0))
                try ledger.post(.reserve(fee, entry: "\(hotkey):\(number)", coldkey: hotkey))
                held[hotkey] = number
            case .release(let hotkey): try settle(hotkey, isCharged: false)
            case .captureAll: for hotkey in held.keys { try settle(hotkey, isCharged: true) }
            case .releaseAll: for hotkey in held.keys { try settle(hotkey, isCharged: false) }
            case nil: break
            }
            #expect(ledger.sum == 0, "seed \(seed)")
        }
        #expect(held.isEmpty && charged.values.allSatisfy { $0 <= 1 }, "seed \(seed)")
        let played = bracket.draw == nil ? 0 : bracket.competitors.count - (bracket.defending == nil ? 0 : 1)
        #expect(ledger[.income] == fee * Int64(played), "seed \(seed)")
    }

    /// Entrants of equal skill win about as often as each other: chi-square with 7 degrees of freedom, below 1e-5 by
    /// chance.
    @Test func equalEntrantsHaveEqualChances() throws {
        let trials = min(max(Self.count, 160), 2000)
        var wins: [String: Int] = [:]
        for seed in 0..<trials {
            let simulation = TournamentSimulation(
                preset: Self.presets[1],
                type: .text,
                entrants: (0..<8).map { "h\($0)" },
                champion: nil,
                seed: "chance \(seed)"
            )
            // Where both of the last pair fail, nobody wins, and this is about who does.
            var model = SkillModel()
            model.competitorFailures = 0
            let performer = SkilledPerformer(model: model, skills: [:], samples: nil)
            let champion = try #require(simulation.run(performer)?.bracket.outcome?.champion)
            wins[champion.hotkey, default: 0] += 1
        }
        let expected = Double(trials) / 8
        let square = (0..<8).map { Double(wins["h\($0)"] ?? 0) - expected }.reduce(0) { $0 + $1 * $1 / expected }
        #expect(square < 35, "\(wins)")
    }

    /// The same tournament under other names: everybody's skill counts, nobody's name.
    @Test func betterEntrantsWinMoreUnderAnyName() throws {
        for best in ["h0", "h7"] {
            var wins = 0
            for seed in 0..<40 {
                let simulation = TournamentSimulation(
                    preset: Self.presets[1],
                    type: .text,
                    entrants: (0..<8).map { "h\($0)" },
                    champion: nil,
                    seed: "name \(seed)"
                )
                let performer = SkilledPerformer(model: SkillModel(), skills: [best: 0.04], samples: nil)
                wins += simulation.run(performer)?.bracket.outcome?.champion?.hotkey == best ? 1 : 0
            }
            #expect(wins > 20)
        }
    }
}
