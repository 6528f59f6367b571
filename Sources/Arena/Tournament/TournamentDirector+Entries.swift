import Chain
import Logging
import Records
import Rules

extension TournamentDirector {
    /// Looks who wants to take part, holds the fees of those who may, and fixes the field when it is large enough.
    mutating func collect() async throws -> Turn {
        let now = world.clock.now
        if let deadline = bracket.deadline, now >= deadline { return try await passTime() }
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
        var block = world.seedBlock
        if block == nil { block = try await world.chain.currentBlock() + 1 }
        try await record(TournamentEvent(.closed(block: block ?? 0), at: now))
        return .moved
    }

    /// Waits for the block whose hash nobody knew when the field was fixed, and begins.
    mutating func draw() async throws -> Turn {
        let now = world.clock.now
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
            start: row.plan.opens
        )
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
