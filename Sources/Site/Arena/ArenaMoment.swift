import Arena
import Chain
import Records
import Rules

/// Where an arena stands, without anything that grows with its past.
struct ArenaMoment: Sendable {
    let home: Home
    let preset: Preset
    /// The hash of the rules, computed once.
    let presetHash: String
    let records: Records
    /// The chain as it is or was.
    let chain: ChainMoment
    /// The embedded chain; nil where the arena uses that of a network.
    let embedded: LocalChain?
    /// Whose weights count; nil where nobody here knows.
    let validator: String?
    let evidence: EvidenceIndex
    /// Which files these are: a backup that is restored makes others.
    let identity: [UInt64]
    /// The number of the newest event.
    let sequence: Int64
    /// When this was read, in milliseconds since 1970.
    let milliseconds: Int64

    var block: UInt64 { chain.block }
    /// The number of each participant on the chain, by hotkey.
    var uids: [String: Int] { chain.uids }

    /// Something that changes whenever an answer could.
    var version: Version { Version(identity: identity, sequence: sequence, block: block, isAway: chain.isAway) }

    struct Version: Sendable, Hashable {
        let identity: [UInt64]
        let sequence: Int64
        let block: UInt64
        let isAway: Bool
    }

    /// How things are, in one word.
    var health: String { chain.isAway ? "chain_away" : "healthy" }

    /// A score as the reference publishes it: MFU in per cent.
    func publishedScore(_ score: Double) -> Double { preset.metric == .mfu ? score * 100 : score }
}
