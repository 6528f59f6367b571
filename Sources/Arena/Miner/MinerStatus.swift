package import Chain
import Records
package import Rules

/// Where a competitor stands: the chain, the hotkey, and what became of its submissions.
package struct MinerStatus: Sendable, Codable, Hashable {
    /// The hotkey that was asked about.
    package struct Key: Sendable, Codable, Hashable {
        package var wallet: String
        package var hotkey: String
        /// Missing when there is no such hotkey.
        package var address: String?
        /// Its place in the network; missing while it is not registered, which the first submission does.
        package var uid: UInt16?
        /// What it has been paid, in rao.
        package var paidRao: UInt64?

        enum CodingKeys: String, CodingKey {
            case wallet, hotkey, address, uid
            case paidRao = "paid_rao"
        }
    }

    /// A commitment that nobody can read yet.
    package struct Sealed: Sendable, Codable, Hashable {
        package var committedAt: UInt64
        package var revealBlock: UInt64

        enum CodingKeys: String, CodingKey {
            case committedAt = "committed_at"
            case revealBlock = "reveal_block"
        }
    }

    package var network: String
    package var block: UInt64
    package var blockSeconds: Double
    package var tempoBlocks: Int
    package var revealBlocks: Int
    /// What is paid at the end of a tempo, in rao.
    package var emissionRao: UInt64
    package var nextPayoutBlock: UInt64
    /// How many uids are taken, the burned one not counted.
    package var participants: Int
    package var preset: String
    package var key: Key
    package var sealed: [Sealed]
    /// The newest submissions, oldest first.
    package var submissions: [SubmissionSummary]
    /// How many there are altogether.
    package var submissionCount: Int

    enum CodingKeys: String, CodingKey {
        case network, block, participants, preset, key, sealed, submissions
        case blockSeconds = "block_seconds"
        case tempoBlocks = "tempo_blocks"
        case revealBlocks = "reveal_blocks"
        case emissionRao = "emission_rao"
        case nextPayoutBlock = "next_payout_block"
        case submissionCount = "submission_count"
    }

    /// Until the next payout, in seconds, counted from the beginning of the newest block.
    package var secondsToPayout: Double { Double(nextPayoutBlock - block) * blockSeconds }
}

extension MinerStatus {
    /// How many submissions are told.
    private static let most = 50

    /// Reads where a competitor stands.
    ///
    /// - Parameters:
    ///   - home: The arena's folder.
    ///   - chain: The arena's chain.
    ///   - network: What the chain is called.
    ///   - preset: The rules of the contest.
    ///   - wallet: The wallet of the hotkey.
    ///   - hotkey: Its name.
    /// - Returns: The state of this moment; without a hotkey, that of the chain alone.
    /// - Throws: Errors of the chain and of the records, and `ChainError` of a hotkey that cannot be used.
    package static func read(
        home: Home,
        chain: any Chain,
        network: String,
        preset: Preset,
        wallet: Wallet,
        hotkey: String
    ) async throws -> MinerStatus {
        let records = try Records.open(at: home.records)
        let key = try publicKey(hotkey, in: wallet)
        let metagraph = try await chain.metagraph()
        let neuron = metagraph.neurons.first { $0.hotkey == key }
        let rhythm = try await chain.rhythm()
        let newest = try await submissions(of: key, records, preset)
        return MinerStatus(
            network: network,
            block: metagraph.block,
            blockSeconds: rhythm.blockTime.value,
            tempoBlocks: rhythm.tempoBlocks,
            revealBlocks: preset.schedule.revealBlocks,
            emissionRao: rhythm.emissionRao,
            nextPayoutBlock: max(rhythm.nextPayoutBlock, metagraph.block),
            participants: metagraph.neurons.count,
            preset: preset.name,
            key: Key(
                wallet: wallet.name,
                hotkey: hotkey,
                address: key?.text,
                uid: neuron?.uid,
                paidRao: neuron?.stakeRao
            ),
            sealed: try await sealed(key, chain),
            submissions: newest.submissions,
            submissionCount: newest.count
        )
    }

    /// The newest submissions of a hotkey, oldest first, and how many it has.
    private static func submissions(
        of key: Hotkey?,
        _ records: Records,
        _ preset: Preset
    ) async throws -> (submissions: [SubmissionSummary], count: Int) {
        guard let key else { return ([], 0) }
        let newest = try await SubmissionSummary.list(
            records: records,
            presetHash: preset.hash,
            SubmissionFilter(hotkeys: [key.text]),
            limit: most
        ).items
        return (newest.reversed(), try await records.count(ofHotkeys: key.text))
    }

    private static func sealed(_ key: Hotkey?, _ chain: any Chain) async throws -> [Sealed] {
        guard let key else { return [] }
        return try await chain.sealedCommitments(of: key).map {
            Sealed(committedAt: $0.committedAt, revealBlock: $0.revealBlock)
        }
    }

    private static func publicKey(_ hotkey: String, in wallet: Wallet) throws -> Hotkey? {
        do {
            return try wallet.load(hotkey).hotkey
        } catch let error as ChainError where error.code == .walletMissing {
            return nil
        }
    }
}
