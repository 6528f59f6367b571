package import Chain
package import Records
package import Rules

/// Pays for tournaments: weights from one statement that anybody can compute again.
package struct TournamentPayer: Sendable {
    private let records: Records
    private let chain: any Chain
    private let validator: HotkeyPair
    private let preset: TournamentPreset

    /// Makes the payer of an arena.
    ///
    /// - Parameters:
    ///   - records: Where tournaments are.
    ///   - chain: Where weights are set.
    ///   - validator: Whose weights they are.
    ///   - preset: The rules of payouts.
    package init(records: Records, chain: any Chain, validator: HotkeyPair, preset: TournamentPreset) {
        self.records = records
        self.chain = chain
        self.validator = validator
        self.preset = preset
    }

    /// Returns what the weights are at a moment, and all that they follow from.
    ///
    /// - Parameter now: The moment.
    /// - Returns: The statement.
    /// - Throws: `PresetError`, `ChainError`, `RecordsError`.
    package func statement(at now: Moment) async throws -> PayoutStatement {
        let metagraph = try await chain.metagraph()
        return try PayoutStatement(try await audit(at: now, in: metagraph), preset: preset)
    }

    /// Sets the weights, unless the same were set last; when an operator has everything burned, they say so.
    ///
    /// - Parameter now: The moment.
    /// - Returns: The statement that was paid by; nil: it was paid by already.
    /// - Throws: `PresetError`, `ChainError`, `RecordsError`.
    @discardableResult
    package func pay(at now: Moment) async throws -> PayoutStatement? {
        let metagraph = try await chain.metagraph()
        let statement = try PayoutStatement(try await audit(at: now, in: metagraph), preset: preset)
        if try await records.lastTournamentWeights()?.digest == statement.digest { return nil }
        let isBurning = try await records.burnSwitch()?.isOn ?? false
        let weights = isBurning ? [metagraph.burnUID: Payout.fullWeight] : Self.weights(statement, in: metagraph)
        let block = try await chain.setWeights(weights, by: validator)
        try await records.recordTournamentWeights(block: block, digest: statement.digest, statement: statement.text)
        return statement
    }

    /// The weights of a statement as a chain takes them.
    static func weights(_ statement: PayoutStatement, in metagraph: Metagraph) -> [UInt16: UInt16] {
        var shares: [UInt16: Double] = [metagraph.burnUID: statement.weights.burned]
        for (hotkey, weight) in statement.weights.weights {
            // Who has left the network is not in a statement; if somebody left just now, the share is burned.
            let uid = Hotkey(hotkey).flatMap(metagraph.uid) ?? metagraph.burnUID
            shares[uid, default: 0] += weight
        }
        return WeightScale.whole(shares, burn: metagraph.burnUID)
    }

    private func audit(at now: Moment, in metagraph: Metagraph) async throws -> AuditDocument {
        var tournaments: [CompletedTournament] = []
        var participants: Set<String> = []
        for type in TournamentType.allCases {
            if let last = try await records.lastCompleted(type) { tournaments.append(last) }
            guard let row = try await records.openTournament(type), row.stage == .playing || row.stage == .boss else {
                continue
            }
            participants.formUnion(try await records.replay(row).bracket.participants)
        }
        let members = Set(metagraph.neurons.map(\.hotkey.text))
        let named = tournaments.flatMap(\.hotkeys) + participants
        return AuditDocument(
            presetHash: preset.hash,
            now: now,
            tournaments: tournaments,
            participants: participants.sorted(),
            departed: Set(named).subtracting(members).sorted()
        )
    }
}
