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
    let chain: LocalChain
    let evidence: EvidenceIndex
    /// The number of the newest event.
    let sequence: Int64
    let block: UInt64
    /// The number of each participant on the chain, by hotkey.
    let uids: [String: Int]
    /// When this was read, in milliseconds since 1970.
    let milliseconds: Int64

    /// Something that changes whenever an answer could.
    var version: Version { Version(sequence: sequence, block: block) }

    struct Version: Sendable, Hashable {
        let sequence: Int64
        let block: UInt64
    }

    /// A score as the reference publishes it: MFU in per cent.
    func publishedScore(_ score: Double) -> Double { preset.metric == .mfu ? score * 100 : score }
}
