import Arena
import Chain
import Foundation
import Glibc
import Logging
import Records
import Rules

/// The arena in a folder, opened only to read, as soon as it is there and again when another has taken its place.
actor ArenaSource {
    private let home: Home
    private let preset: Preset
    private let presetHash: String
    /// How old a moment may be that is told again.
    private let patience: Duration
    private let chainWait: Duration
    private let chainRest: Duration
    private let logger: Logger
    private var opened: Opened?
    private var last: (moment: ArenaMoment, read: ContinuousClock.Instant)?
    private var isReading = false
    private var recorded: ArenaSnapshot.Recorded?
    private var digest = HistoryDigest()

    private struct Opened {
        let records: Records
        let chain: ChainWatch
        /// The embedded chain; nil where the arena uses that of a network.
        let embedded: LocalChain?
        let validator: String?
        let evidence: EvidenceIndex
        /// Which files these are: a backup that is restored makes others.
        let identity: [UInt64]
    }

    init(_ options: SiteOptions, logger: Logger) {
        home = options.home
        preset = options.preset
        presetHash = preset.hash
        patience = options.patience
        chainWait = options.chainWait
        chainRest = options.chainRest
        self.logger = logger
    }

    /// Returns where the arena stands now, or stood a moment ago.
    ///
    /// When many ask at once, one of them reads, and the others are told what was read last.
    ///
    /// - Throws: `ArenaError`, `RecordsError` or `ChainError` while the arena cannot be read.
    func moment() async throws -> ArenaMoment {
        if let last, patience > .zero, isReading || last.read.duration(to: .now) < patience { return last.moment }
        return try await readMoment()
    }

    /// Returns where the arena stands; reads it now when a hotkey is unknown, which may have been registered just now.
    ///
    /// - Throws: `ArenaError`, `RecordsError` or `ChainError` while the arena cannot be read.
    func moment(knowing hotkey: Hotkey) async throws -> ArenaMoment {
        let known = try await moment()
        return known.uids[hotkey.text] == nil ? try await readMoment() : known
    }

    private func readMoment() async throws -> ArenaMoment {
        isReading = true
        defer { isReading = false }
        let read = ContinuousClock.now
        let opened = try open()
        let chain = try await opened.chain.moment()
        let sequence = try await opened.records.newestEvent()
        let moment = ArenaMoment(
            home: home,
            preset: preset,
            presetHash: presetHash,
            records: opened.records,
            chain: chain,
            embedded: opened.embedded,
            validator: opened.validator,
            evidence: opened.evidence,
            identity: opened.identity,
            sequence: sequence,
            milliseconds: Int64(Date().timeIntervalSince1970 * 1000)
        )
        // Another arena may be open meanwhile.
        if self.opened?.identity == opened.identity { last = (moment, read) }
        return moment
    }

    /// Returns everything that there is to show now.
    ///
    /// What the records hold is read again only when there is a new event.
    ///
    /// - Throws: `ArenaError`, `RecordsError` or `ChainError` while the arena cannot be read.
    func snapshot() async throws -> ArenaSnapshot { try await snapshot(at: try await moment()) }

    /// Returns everything that there is to show at a moment.
    func snapshot(at moment: ArenaMoment) async throws -> ArenaSnapshot {
        ArenaSnapshot(moment: moment, recorded: try await recorded(at: moment))
    }

    /// The records, for what has to be read anew each time.
    func records() throws -> Records { try open().records }

    private func open() throws -> Opened {
        guard let identity = Self.identity(of: home) else { throw ArenaError(.noArena, "there is no arena") }
        if let opened, opened.identity == identity { return opened }
        last = nil
        recorded = nil
        digest = HistoryDigest()
        let embedded = try home.network == nil ? LocalChain.open(at: home.chain, isReadOnly: true) : nil
        let opened = Opened(
            records: try Records.openReadOnly(at: home.records),
            chain: ChainWatch(wait: chainWait, rest: chainRest, logger: logger) { [home] in
                guard let embedded else { return try await home.watchNetwork() }
                return embedded
            },
            embedded: embedded,
            validator: embedded?.genesis.validator.text ?? home.knownValidator?.text,
            evidence: EvidenceIndex(path: home.evidence),
            identity: identity
        )
        self.opened = opened
        return opened
    }

    private func recorded(at moment: ArenaMoment) async throws -> ArenaSnapshot.Recorded {
        let records = moment.records, sequence = moment.sequence
        if let recorded, isOpen(moment), recorded.sequence == sequence { return recorded }
        let crowns = try await records.crowns(presetHash: presetHash)
        let digest = try await grownDigest(at: moment)
        let fresh = ArenaSnapshot.Recorded(
            sequence: sequence,
            totals: try await records.totals(presetHash: presetHash),
            top: try await BoardPart.top(
                records: records,
                preset: preset,
                presetHash: presetHash,
                limit: ArenaSnapshot.rows
            ),
            crowns: crowns,
            history: digest.view(crowns: crowns, crowned: try await records.scores(of: crowns), preset: preset),
            digest: digest,
            waiting: try await records.waiting(),
            newest: try await SubmissionSummary.list(
                records: records,
                presetHash: presetHash,
                SubmissionFilter(),
                limit: ArenaSnapshot.newest
            ),
            times: try await records.evaluationTimes(limit: QueueView.paceSample),
            verdictTimes: try await records.verdictTimes(since: moment.milliseconds - 3_600_000),
            work: try await records.workInHand()
        )
        // Another request may have read something newer meanwhile, and another arena may be open.
        if isOpen(moment), (recorded?.sequence ?? -1) < sequence { recorded = fresh }
        return fresh
    }

    /// The board's past, with the scores that were accepted since it was looked at last.
    private func grownDigest(at moment: ArenaMoment) async throws -> HistoryDigest {
        var grown = isOpen(moment) ? digest : HistoryDigest(), isAll = false
        while !isAll {
            let found = try await moment.records.scores(after: grown.lastVerdict, presetHash: presetHash, limit: 5000)
            isAll = found.scores.count < 5000
            grown.add(found.scores, through: found.through)
        }
        // Another request may have read on meanwhile, and another arena may be open.
        if isOpen(moment), digest.lastVerdict < grown.lastVerdict { digest = grown }
        return grown
    }

    /// Whether a moment is one of the arena that is open now.
    private func isOpen(_ moment: ArenaMoment) -> Bool { moment.identity == opened?.identity }

    /// Whether the arena uses the chain of a network, which nobody can commit on but the competitor.
    ///
    /// - Throws: `ArenaError` and others while there is no arena.
    var isOnNetwork: Bool { get throws { try open().embedded == nil } }

    /// Device and number of the records, and of the file that is the chain or names it; nil when one is missing.
    private static func identity(of home: Home) -> [UInt64]? {
        var numbers: [UInt64] = []
        let isOnNetwork = FileManager.default.fileExists(atPath: home.networkFile)
        for path in [home.records, isOnNetwork ? home.networkFile : home.chain] {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            numbers += [UInt64(status.st_dev), UInt64(status.st_ino)]
        }
        return numbers
    }
}
