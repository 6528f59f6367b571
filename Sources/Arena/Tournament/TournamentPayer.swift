package import Chain
package import Records
package import Rules

/// Pays for tournaments: weights from one statement that anybody can compute again.
package struct TournamentPayer: Sendable {
    private let records: Records
    private let chain: any Chain
    private let validator: HotkeyPair
    private let preset: TournamentPreset
    private let rhythm: WeightsRhythm

    /// Makes the payer of an arena.
    ///
    /// - Parameters:
    ///   - records: Where tournaments are.
    ///   - chain: Where weights are set.
    ///   - validator: Whose weights they are.
    ///   - preset: The rules of payouts.
    ///   - rhythm: How often weights are set.
    package init(
        records: Records,
        chain: any Chain,
        validator: HotkeyPair,
        preset: TournamentPreset,
        rhythm: WeightsRhythm
    ) {
        self.rhythm = rhythm
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

    /// Sets the weights when it is time.
    ///
    /// That is once a tempo, and when they are others than before or than the chain shows, as soon as the interval between two
    /// settings is over. When an operator has everything burned, they say so.
    ///
    /// The chain is asked, and not only what was recorded: whoever else has set weights with the key is found out.
    ///
    /// - Parameter now: The moment.
    /// - Returns: The statement that was paid by; nil: it was paid by already, or it is not yet time.
    /// - Throws: `PresetError`, `ChainError`, `RecordsError`; `ArenaError.Code.refused` when a standing contest is paid with
    ///   the same key, or the last tournament of a type was played by other rules.
    @discardableResult
    package func pay(at now: Moment) async throws -> PayoutStatement? { try await step(at: now).statement }

    /// Sets the weights as `pay` does, and waits until it is time if need be.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - rest: How long it waits before it looks again.
    /// - Throws: As `pay` does, and `CancellationError`.
    package func payInTime(at now: Moment, rest: Duration = .milliseconds(100)) async throws {
        while case .wait = try await step(at: now).outcome { try await Task.sleep(for: rest) }
    }

    private func step(at now: Moment) async throws -> (outcome: WeightsKeeper.Outcome, statement: PayoutStatement?) {
        try await WeightsDuty.tournaments.require(in: records)
        let metagraph = try await chain.metagraph()
        let statement = try PayoutStatement(try await audit(at: now, in: metagraph), preset: preset)
        let isBurning = try await records.burnSwitch()?.isOn ?? false
        let weights =
            try isBurning
            ? [metagraph.requireBurnUID(): Payout.fullWeight] : Self.weights(statement, in: metagraph)
        let keeper = WeightsKeeper(chain: chain, validator: validator, records: records, rhythm: rhythm)
        let outcome = try await keeper.keep(weights, at: metagraph.block) { block in
            try await records.record(
                TournamentWeights(
                    block: block,
                    digest: statement.digest,
                    statement: statement.text,
                    sent: weights,
                    isBurning: isBurning
                )
            )
        }
        return (outcome, outcome == .set ? statement : nil)
    }

    /// Returns the moment as of which weights are computed: the world's, or that of a tournament that is ahead of it, as
    /// rehearsals are.
    ///
    /// - Parameter now: The world's moment.
    /// - Returns: The moment.
    /// - Throws: `RecordsError`, `PresetError`.
    package func moment(at now: Moment) async throws -> Moment {
        var moment = now
        for type in TournamentType.allCases {
            guard let row = try await records.tournaments(type).first else { continue }
            moment = max(moment, try await records.replay(row).bracket.now)
        }
        return moment
    }

    /// The weights of a statement as a chain takes them.
    ///
    /// - Throws: `ChainError.Code.unsupported` when something is to be burned and nobody has the uid for that.
    static func weights(_ statement: PayoutStatement, in metagraph: Metagraph) throws -> [UInt16: UInt16] {
        var shares: [UInt16: Double] = [:]
        var burned = statement.weights.burned
        for (hotkey, weight) in statement.weights.weights {
            if let uid = Hotkey(hotkey).flatMap(metagraph.uid) {
                shares[uid, default: 0] += weight
            } else {
                // Who has left the network is not in a statement; if somebody left just now, the share is burned.
                burned += weight
            }
        }
        if burned <= 0, let anybody = shares.first(where: { $0.value > 0 })?.key {
            return WeightScale.whole(shares, burn: anybody)
        }
        let burnUID = try metagraph.requireBurnUID()
        shares[burnUID, default: 0] += burned
        return WeightScale.whole(shares, burn: burnUID)
    }

    private func audit(at now: Moment, in metagraph: Metagraph) async throws -> AuditDocument {
        var tournaments: [CompletedTournament] = []
        var participants: Set<String> = []
        for type in TournamentType.allCases {
            if let last = try await records.lastCompleted(type) {
                guard last.presetHash == preset.hash else {
                    throw ArenaError(
                        .refused,
                        "the last \(type.rawValue) tournament was played by other rules than \(preset.name); its results are "
                            + "not paid by these, and weights stay as they are"
                    )
                }
                tournaments.append(last)
            }
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
