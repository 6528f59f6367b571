import Arena
import Chain
import Records
import Rules

/// Tournaments with made-up entrants, one after another.
struct TournamentRehearsal: Sendable {
    let stand: TournamentStand
    let ground: RehearsalGround
    let entrants: Int
    let seed: UInt64
    /// Where entrants answer; nil: they are made up and need not be asked.
    var endpoints: EndpointFile?

    /// Runs tournaments of a type.
    ///
    /// - Parameters:
    ///   - type: What they are about.
    ///   - tournaments: How many have to have ended in the end; nil: one more than have.
    ///   - isPrepared: Whether the first is only planned and paid for.
    /// - Returns: Those that were looked after, as they stand.
    /// - Throws: Whatever a chain or the records throw.
    func run(_ type: TournamentType, tournaments: Int?, isPrepared: Bool) async throws -> [TournamentRow] {
        let earlier = try await stand.records.tournaments(type)
        let wanted = tournaments ?? earlier.count(where: \.stage.isFinal) + 1
        var done: [TournamentRow] = []
        while try await ended(type) < wanted {
            let row = try await next(type)
            let field = try await enrol(row)
            if isPrepared { return [row] }
            try await direct(row, field)
            done += [try await stand.records.tournament(row.plan.id)].compactMap(\.self)
        }
        try await settle(type)
        return done.isEmpty ? Array(earlier.prefix(1)) : done
    }

    private func ended(_ type: TournamentType) async throws -> Int {
        try await stand.records.tournaments(type).count(where: \.stage.isFinal)
    }

    private func next(_ type: TournamentType) async throws -> TournamentRow {
        let now = WorldClock().now
        return try await TournamentOrganiser(records: stand.records, preset: stand.preset).next(type, at: now)
    }

    /// Makes the entrants and waits until their fees are credited.
    private func enrol(_ row: TournamentRow) async throws -> RehearsalField {
        let model = SkillModel()
        let field = try await RehearsalField(
            SimulatedField(row.preset, row.plan.type, entrants: entrants, seed: seed),
            wallets: stand.home.wallets,
            chain: ground.chain,
            arena: ground.validator,
            paying: row.preset[row.plan.type]?.fee ?? 0,
            for: row.plan.id,
            model: model
        )
        while true {
            try await stand.cashier.collect()
            guard let last = field.paidThrough, try await stand.records.nextDepositBlock() <= last else { return field }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func direct(_ row: TournamentRow, _ field: RehearsalField) async throws {
        let known = try await stand.records.replay(row).bracket.now
        let clock = RehearsalClock(known)
        let world = stand.world(
            entries: try entries(field),
            skills: field.skills,
            clock: clock,
            type: row.plan.type
        )
        var director = try await TournamentDirector(row, in: world)
        try await director.run {
            Terminal.progress("\(row.plan.id) \(clock.now.text)")
        }
    }

    private func entries(_ field: RehearsalField) throws -> any EntrySource {
        guard let endpoints else { return KnownEntries(field.registrants) }
        let hotkeys = field.names.reduce(into: [String: String]()) { $0[$1.value] = $1.key }
        var limits = EndpointLimits()
        limits.allowsPrivateAddresses = endpoints.allowsPrivateAddresses
        let axons = endpoints.axons.reduce(into: [:]) { $0[hotkeys[$1.key] ?? $1.key] = $1.value }
        return stand.entries(from: axons, limits: limits)
    }

    /// Pays for what has ended, as of the end of the last tournament of the type.
    private func settle(_ type: TournamentType) async throws {
        guard let last = try await stand.records.tournaments(type).first(where: \.stage.isFinal) else { return }
        // What is to leave does not wait for weights that cannot be set.
        try await stand.cashier.send()
        let weights = try stand.home.lockWeights()
        defer { withExtendedLifetime(weights) {} }
        try await stand.payer().payInTime(at: try await stand.records.replay(last).bracket.now)
    }
}
