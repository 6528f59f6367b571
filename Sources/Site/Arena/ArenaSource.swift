import Arena
import Chain
import Foundation
import Glibc
import Records
import Rules

/// The arena in a folder, opened only to read, as soon as it is there and again when another has taken its place.
actor ArenaSource {
    private let home: Home
    private let preset: Preset
    private var opened: Opened?
    private var recorded: ArenaSnapshot.Recorded?

    private struct Opened {
        let records: Records
        let chain: LocalChain
        let evidence: EvidenceIndex
        /// Which files these are: a backup that is restored makes others.
        let identity: [UInt64]
    }

    init(home: Home, preset: Preset) {
        self.home = home
        self.preset = preset
    }

    /// Returns what there is to show now.
    ///
    /// What the records hold is read again only when there is a new event.
    ///
    /// - Throws: `ArenaError`, `RecordsError` or `ChainError` while the arena cannot be read.
    func snapshot() async throws -> ArenaSnapshot {
        let opened = try open()
        let recorded = try await read(opened.records)
        let metagraph = try await opened.chain.metagraph()
        let block = metagraph.block
        let span = UInt64(opened.chain.genesis.tempoBlocks * ArenaSnapshot.tempos)
        return ArenaSnapshot(
            home: home,
            preset: preset,
            records: opened.records,
            chain: opened.chain,
            evidence: opened.evidence,
            recorded: recorded,
            block: block,
            payments: try await opened.chain.payouts(after: block > span ? block - span : 0).payments,
            uids: Dictionary(metagraph.neurons.map { ($0.hotkey.text, Int($0.uid)) }) { first, _ in first },
            milliseconds: Int64(Date().timeIntervalSince1970 * 1000)
        )
    }

    /// The records, for what has to be read anew each time.
    func records() throws -> Records { try open().records }

    private func open() throws -> Opened {
        guard let identity = Self.identity(of: home) else { throw ArenaError(.noArena, "there is no arena") }
        if let opened, opened.identity == identity { return opened }
        recorded = nil
        let opened = Opened(
            records: try Records.openReadOnly(at: home.records),
            chain: try LocalChain.open(at: home.chain, isReadOnly: true),
            evidence: EvidenceIndex(path: home.evidence),
            identity: identity
        )
        self.opened = opened
        return opened
    }

    private func read(_ records: Records) async throws -> ArenaSnapshot.Recorded {
        let sequence = try await records.newestEvent()
        if let recorded, recorded.sequence == sequence { return recorded }
        let fresh = ArenaSnapshot.Recorded(
            sequence: sequence,
            board: try await records.boardSnapshot(presetHash: preset.hash),
            crowns: try await records.crowns(presetHash: preset.hash),
            arrivals: try await records.arrivals(),
            times: try await records.evaluationTimes(limit: QueueView.paceSample),
            work: try await records.workInHand()
        )
        // Another request may have read something newer meanwhile.
        if (recorded?.sequence ?? -1) < sequence { recorded = fresh }
        return fresh
    }

    /// Device and number of both files, or nil when one is missing.
    private static func identity(of home: Home) -> [UInt64]? {
        var numbers: [UInt64] = []
        for path in [home.records, home.chain] {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            numbers += [UInt64(status.st_dev), UInt64(status.st_ino)]
        }
        return numbers
    }
}
