import Chain
import Logging
import Records
import Rules

extension TournamentDirector {
    /// How many blocks after the newest one the seed is taken from: none of them may happen before the field is stored.
    private static let seedMargin: UInt64 = 5

    /// Looks who wants to take part, holds the fees of those who may, and fixes the field when it is large enough.
    mutating func collect() async throws -> Turn {
        let now = now()
        if let deadline = bracket.deadline, now >= deadline { return try await passTime() }
        // Whoever has paid by now is not to be told that the balance is missing.
        try await world.cashier?.collect()
        let registrants = try await world.entries.registrants(for: row.plan, at: now)
        let admission = try await admission(of: registrants)
        try await world.records.record(admission, in: row, at: now)
        // The champion defends the title, and pays nothing for it.
        let admitted = admission.admitted.map(\.registrant).filter { $0.hotkey != row.plan.champion?.hotkey }
        let wanted = Set(admitted.map(\.hotkey))
        for hotkey in bracket.competitors where !wanted.contains(hotkey) {
            try await record(TournamentEvent(.left(hotkey: hotkey), at: now))
        }
        let entered = Set(bracket.competitors)
        for registrant in admitted where !entered.contains(registrant.hotkey) {
            try await enter(registrant, at: now)
        }
        guard bracket.competitors.count >= bracket.rules.minimumField else {
            let next = Moment(now.seconds + Int64(world.collectEvery.value))
            return .idle(until: min(next, bracket.deadline ?? next))
        }
        try await record(TournamentEvent(.closed(block: try await seedBlock()), at: now))
        return .moved
    }

    /// The block whose hash will be the seed: one that has not happened, but in rehearsals.
    private func seedBlock() async throws -> UInt64 {
        let newest = try await world.chain.currentBlock()
        guard let fixed = world.seedBlock else { return newest + Self.seedMargin }
        guard fixed > newest || world.isRehearsal else {
            throw ArenaError(.refused, "block \(fixed) has happened: whoever knows its hash can choose the field by it")
        }
        return fixed
    }

    /// Waits for the block whose hash nobody knew when the field was fixed, and begins.
    mutating func draw() async throws -> Turn {
        let now = now()
        if let deadline = bracket.deadline, now >= deadline { return try await passTime() }
        guard let block = bracket.seedBlock, try await world.chain.currentBlock() >= block else { return .blockAwaited }
        let seed = row.plan.seed(try await world.chain.blockHash(of: block))
        try await record(TournamentEvent(.began(seed: seed), at: now))
        return .moved
    }

    /// Decides about entries; a fee that is held for an entry already is counted as if it could still be paid.
    private func admission(of registrants: [Registrant]) async throws -> Admission {
        var balances: [String: UInt64] = [:]
        for (account, rao) in try await world.records.balances() {
            if case .available(let coldkey) = account { balances[coldkey, default: 0] += UInt64(max(0, rao)) }
        }
        for fee in try await world.records.fees(of: row) where fee.state == .reserved {
            balances[fee.coldkey, default: 0] += UInt64(max(0, fee.rao))
        }
        return Admission(
            registrants,
            preset: row.preset,
            fee: bracket.rules.fee,
            balances: balances,
            start: row.plan.opens,
            champion: row.plan.champion?.hotkey,
            owners: try await owners()
        )
    }

    /// Whose each hotkey is.
    private func owners() async throws -> [String: String] {
        if let owners = world.owners { return try await owners() }
        return try await world.chain.metagraph().neurons.reduce(into: [:]) { $0[$1.hotkey.text] = $1.coldkey }
    }

    private mutating func enter(_ registrant: Registrant, at now: Moment) async throws {
        let payer = TournamentStep.Payer(coldkey: registrant.coldkey, rao: bracket.rules.fee)
        do {
            try await record(TournamentEvent(.entered(hotkey: registrant.hotkey), at: now), payer: payer)
        } catch let refusal as Ledger.Refusal {
            // The balance went elsewhere after it was looked at; the next look says so to the competitor.
            world.logger.notice(
                "a fee cannot be held",
                metadata: ["tournament.id": "\(row.plan.id)", "reason": "\(refusal)"]
            )
        }
    }
}
