/// The weights that a payout gives: a pure function of the audit document and its preset.
///
/// They sum to 1 up to the rounding of numbers, and none is below zero.
package struct NodeWeights: Sendable, Hashable, Codable {
    /// Who is paid, by hotkey; everybody's weight is above 0.
    package let weights: [String: Double]
    /// What is burned.
    package let burned: Double
    /// Each type's share of the emission, before participation is taken off.
    package let pools: [String: Double]

    /// The sum of everything.
    package var sum: Double { Self.sum(weights) + burned }

    /// Who is paid, most first, equal ones by hotkey.
    package var ranked: [(hotkey: String, weight: Double)] {
        weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// The sum of some weights, in the order of their size, so that it is the same everywhere.
    private static func sum(_ weights: [String: Double]) -> Double { weights.values.sorted().reduce(0, +) }

    /// Computes the weights.
    ///
    /// - Parameters:
    ///   - audit: What is known.
    ///   - preset: The rules.
    /// - Throws: `PresetError.outOfRange` when the document, or a tournament in it, is of another preset.
    package init(_ audit: AuditDocument, preset: TournamentPreset) throws(PresetError) {
        guard audit.presetHash == preset.hash else {
            throw .outOfRange(key: "preset_hash", value: audit.presetHash, rule: "the preset's is \(preset.hash)")
        }
        // What was played by other rules is not paid by these: points and gains mean something else there.
        for tournament in audit.tournaments {
            guard let hash = tournament.presetHash, hash != audit.presetHash else { continue }
            let key = "\(tournament.type.rawValue).preset_hash"
            throw .outOfRange(key: key, value: hash, rule: "the tournament was played by other rules")
        }
        self.init(audit: audit, preset: preset, pools: Self.pools(audit, preset))
    }

    /// Computes the weights for pools that are given.
    ///
    /// - Parameters:
    ///   - audit: What is known; the hash is not looked at.
    ///   - preset: The rules.
    ///   - pools: Each type's share of the emission.
    init(audit: AuditDocument, preset: TournamentPreset, pools: [TournamentType: Double]) {
        let rule = preset.payout
        let participants = Set(audit.participants).subtracting(audit.departed)
        let participation = min(1, rule.participation * Double(participants.count))
        let rest = 1 - participation
        var paid: [String: Double] = [:]
        for tournament in Self.latest(audit) {
            guard let rules = preset[tournament.type], let pool = pools[tournament.type] else { continue }
            let points = tournament.points(base: rules.pool.base, firstRoundCounts: rule.firstRoundCounts)
            let isWhole = rule.remainder == .scaled
            let base = preset.has(.paidFromBase) ? rules.pool.base : min(rules.pool.base, pool)
            for share in RankWeights.shares(champion: tournament.champion, points: points, rule: rule) {
                let part = share.hotkey == tournament.champion || isWhole ? pool : base
                paid[share.hotkey, default: 0] += share.weight * part * rest
            }
        }
        for hotkey in audit.departed { paid[hotkey] = nil }
        let each = participants.isEmpty ? 0 : participation / Double(participants.count)
        let champions = Set(audit.tournaments.compactMap(\.champion))
        let isLost = preset.has(.championParticipationLost)
        for hotkey in participants where !(isLost && champions.contains(hotkey)) { paid[hotkey, default: 0] += each }
        weights = paid.filter { $0.value > 0 }
        let whole = Self.sum(weights)
        let lost = isLost ? each * Double(participants.intersection(champions).count) : 0
        burned = preset.has(.paidFromBase) ? 1 - whole - lost : max(0, 1 - whole - lost)
        self.pools = pools.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value }
    }

    /// The tournaments that count: one of each type, the last in the document, in the order of types.
    private static func latest(_ audit: AuditDocument) -> [CompletedTournament] {
        TournamentType.allCases.compactMap { type in audit.tournaments.last { $0.type == type } }
    }

    /// Every type's share of the emission; the base where nobody is champion, or nothing where pools are scaled.
    static func pools(_ audit: AuditDocument, _ preset: TournamentPreset) -> [TournamentType: Double] {
        let rule = preset.payout
        var pools: [TournamentType: Double] = [:]
        for type in preset.types {
            guard let rules = preset[type] else { continue }
            guard let last = latest(audit).first(where: { $0.type == type }), last.champion != nil else {
                pools[type] = rule.remainder == .scaled ? 0 : rules.pool.base
                continue
            }
            let boost = rule.boost(gain: last.gain)
            pools[type] = rule.share(
                of: rules.pool,
                boost: boost,
                titles: last.titles,
                crowned: last.crowned,
                now: audit.now
            )
        }
        let whole = TournamentType.allCases.reduce(0) { $0 + (pools[$1] ?? 0) }
        let isTooMuch = whole > 1 || rule.remainder == .scaled && whole > 0
        return isTooMuch ? pools.mapValues { $0 / whole } : pools
    }
}
