import Foundation
import Records
import Rules

/// What is measured of tournaments, each several times.
struct TournamentBench {
    let runs: Int

    /// A number of things, and the median time that all of them took.
    struct Figure: Encodable {
        var count = 0
        var seconds = 0.0
        var rounds: Int?
    }

    struct Figures: Encodable {
        var knockout = Figure()
        var guide = Figure()
        var payout = Figure()
        var replay = Figure()

        var all: [(String, Figure)] {
            [
                ("pairs until one is left, entrants", knockout), ("groups and pairs of god-2026, entrants", guide),
                ("payout, participants", payout), ("replay of a stored log, events", replay),
            ]
        }
    }

    /// Forms, pairs and settles all rounds of a knockout.
    func knockout(entrants: Int) -> Figure {
        guard var rules = (try? TournamentPreset.named("god-2026"))?.text else { return Figure() }
        rules.groups.above = .max
        return rounds(rules, entrants: entrants)
    }

    /// The same with the groups of a published preset.
    func guide(entrants: Int) throws -> Figure {
        guard let rules = try TournamentPreset.named("god-2026").text else { return Figure() }
        return rounds(rules, entrants: entrants)
    }

    private func rounds(_ rules: TournamentRules, entrants: Int) -> Figure {
        var times: [Double] = []
        var count = 0
        for run in 0..<runs {
            let draw = Draw(seed: "bench \(run)")
            var field = (0..<Int32(entrants)).map(\.self)
            var seconds = 0.0
            count = 0
            while field.count > 1 {
                count += 1
                let clock = ContinuousClock()
                var began = clock.now
                let formation = RoundFormation(rules: rules, round: count, champion: nil)
                let shape = formation.form(field, isChampionIn: false, draw: draw)
                let kinds = Array(repeating: TaskKind.instruct, count: shape.matches)
                var results = RoundResults(shape: shape, tasksPerMatch: 1, kinds: kinds)
                seconds += Self.seconds(clock.now - began)
                // Results come from elsewhere; making them up is not measured.
                var lots = SplitMix(seed: UInt64(count))
                for index in results.reports.indices { results.reports[index] = .score(lots.uniform()) }
                began = clock.now
                field = RoundSettlement(results, rules: rules, champion: nil).winners
                seconds += Self.seconds(clock.now - began)
            }
            times.append(seconds)
        }
        return Figure(count: entrants, seconds: Self.median(times), rounds: count)
    }

    /// Computes the weights of a tournament that so many took part in.
    func payout(participants: Int) throws -> Figure {
        let preset = try TournamentPreset.named("god-2026")
        let names = (0..<participants).map { "hotkey \($0)" }
        let tasks = names.enumerated().map { number, name in
            CompletedTournament.Task(round: 1 + number % 6, first: name)
        }
        let completed = CompletedTournament(
            type: .text,
            champion: names.first,
            tasks: tasks,
            gain: 0.1,
            crowned: Moment(0),
            titles: 1
        )
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: Moment(86400),
            tournaments: [completed],
            participants: names
        )
        let times = try (0..<runs).map { _ in
            try Self.time {
                let weights = try NodeWeights(audit, preset: preset)
                precondition(abs(weights.sum - 1) < 1e-9, "weights sum to 1")
            }
        }
        return Figure(count: participants, seconds: Self.median(times))
    }

    /// Stores a log of a whole tournament and replays it from its file.
    func replay(events wanted: Int, folder: String) async throws -> Figure {
        let records = try Records.open(at: folder + "/records.sqlite")
        var preset = try TournamentPreset.named("god-2026")
        // Each entrant enters and is reported once in the groups; later rounds have a third of that.
        let entrants = max(16, wanted * 9 / 20)
        preset.registration.patience = Seconds(1e9)
        let plan = TournamentPlan(
            type: .text,
            preset: preset,
            champion: nil,
            planned: Moment(0),
            opens: Moment(0),
            number: 0
        )
        var row = try await records.plan(plan, preset: preset)
        let events = try Self.events(of: plan, preset, entrants: entrants)
        try await records.appendUnchecked(events, to: row)
        row = try await records.tournament(plan.id) ?? row
        var times: [Double] = []
        for _ in 0..<min(runs, 3) {
            let clock = ContinuousClock()
            let began = clock.now
            let replayed = try await records.replay(row)
            times.append(Self.seconds(clock.now - began))
            let isWhole = replayed.bracket.hasEnded && replayed.events == events.count
            precondition(isWhole, "the log was replayed to its end")
        }
        try records.close()
        return Figure(count: events.count, seconds: Self.median(times))
    }

    private static func events(
        of plan: TournamentPlan,
        _ preset: TournamentPreset,
        entrants: Int
    ) throws -> [TournamentEvent] {
        guard var bracket = plan.opening(preset) else { return [] }
        var events = (0..<entrants).map { number in
            TournamentEvent(.entered(hotkey: "5Entrant\(number)Of\(entrants)"), at: Moment(1))
        }
        events.append(TournamentEvent(.began(seed: "bench"), at: Moment(2)))
        for event in events { bracket.apply(event) }
        var lots = SplitMix(seed: 7)
        while !bracket.hasEnded {
            for order in bracket.openTasks {
                for due in order.due {
                    let report = TournamentEvent.Kind.reported(
                        task: order.task,
                        hotkey: due.hotkey,
                        attempt: due.attempt,
                        report: .score(lots.uniform())
                    )
                    let event = TournamentEvent(report, at: bracket.now)
                    bracket.apply(event)
                    events.append(event)
                }
            }
        }
        return events
    }

    private static func time(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let began = clock.now
        try work()
        return seconds(clock.now - began)
    }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

    private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}
