package import Chain
import Foundation
package import Intake
import Records
package import Rules

/// The competitor's side: commits to code so that nobody can read it before its reveal.
package struct MinerClient: Sendable {
    private let home: Home
    private let chain: any Chain
    private let preset: Preset
    private let wallet: Wallet
    private let payer: FeePayer?

    /// Opens an arena for a competitor.
    ///
    /// - Parameters:
    ///   - home: The arena's folder.
    ///   - preset: The rules of the contest.
    ///   - wallet: Whose hotkeys sign; without it, the wallet that the arena's folder has for competitors.
    ///   - chain: The arena's chain; without it, the embedded one.
    ///   - payer: Who pays the fee, if there is one; nil: the hotkey.
    /// - Throws: `ArenaError.Code.noArena` when there is none, `ChainError.Code.unavailable` when its chain is damaged.
    package init(
        home: Home,
        preset: Preset,
        wallet: Wallet? = nil,
        chain: (any Chain)? = nil,
        payer: FeePayer? = nil
    ) throws {
        guard home.exists else {
            throw ArenaError(.noArena, "there is no arena in \(home.path); start one with tiltyard validator run")
        }
        if chain == nil { try home.requireEmbeddedChain() }
        self.home = home
        self.payer = payer
        self.preset = preset
        self.wallet = wallet ?? home.wallet
        self.chain = try chain ?? LocalChain.open(at: home.chain)
    }

    /// What a commitment led to.
    package struct Receipt: Sendable, Codable, Hashable {
        /// The public half of the hotkey that signed.
        package var hotkey: String
        package var codeHash: String
        package var url: String
        package var committedAt: UInt64
        package var revealBlock: UInt64
        /// How long it is from the commitment to the reveal, in seconds.
        package var sealedSeconds: Double
        /// Where the fee was paid that the commitment names; missing when it names none.
        package var feeBlock: UInt64?
        package var feeIndex: Int?

        enum CodingKeys: String, CodingKey {
            case hotkey, url
            case codeHash = "code_hash"
            case committedAt = "committed_at"
            case revealBlock = "reveal_block"
            case sealedSeconds = "sealed_seconds"
            case feeBlock = "fee_block"
            case feeIndex = "fee_index"
        }
    }

    /// Checks a file as the validator will, keeps a copy where the validator finds it, and commits to it.
    ///
    /// - Parameters:
    ///   - file: The file's path.
    ///   - name: The name of the hotkey in the wallet; it is made and registered when it is new.
    /// - Returns: What was committed and when it will be revealed.
    /// - Throws: `ArenaError` with `unreadable` or `refused`, before anything was committed.
    package func submit(file: String, as name: String) async throws -> Receipt {
        let candidate = try Candidate.checked(file: file, limits: preset.intake)
        try home.prepare()
        _ = try UploadFolder(path: home.uploads).store(candidate.code)
        return try await commit(candidate.commitment, as: name)
    }

    /// Fetches code as the validator will, and commits to what was there.
    ///
    /// - Parameters:
    ///   - url: An http or https address.
    ///   - name: The name of the hotkey in the wallet; it is made and registered when it is new.
    ///   - fetcher: What fetches.
    /// - Returns: What was committed and when it will be revealed.
    /// - Throws: `IntakeError`, or `ChainError.Code.malformedCommitment` for an address that is too long, before anything
    ///   was committed.
    package func submit(url: String, as name: String, fetcher: Fetcher) async throws -> Receipt {
        let candidate = try await Candidate.fetch(url: url, fetcher: fetcher, limits: preset.intake)
        return try await commit(candidate.commitment, as: name)
    }

    private func commit(_ wanted: CodeCommitment, as name: String) async throws -> Receipt {
        let pair = try hotkey(name)
        // Asked for before anything is sent: what is committed to is not to end in a failure.
        let blockTime = try await chain.rhythm().blockTime
        let commitment = try await payingFee(wanted, by: pair)
        FaultPoint.reach(.feePaid)
        let receipt = try await chain.commit(
            commitment.payload,
            by: pair,
            revealAfter: preset.schedule.revealBlocks
        )
        FaultPoint.reach(.commitmentSent)
        return Receipt(
            hotkey: pair.hotkey.text,
            codeHash: commitment.hash.text,
            url: commitment.url,
            committedAt: receipt.committedAt,
            revealBlock: receipt.revealBlock,
            sealedSeconds: Double(receipt.revealBlock - receipt.committedAt) * blockTime.value,
            feeBlock: commitment.payment?.block,
            feeIndex: commitment.payment?.index
        )
    }

    /// Sees to it that the hotkey has a uid, and that the fee is paid, if there is one.
    ///
    /// Whatever can be known to be refused is refused before. A payment that no commitment has used is found and named:
    /// who is killed after it and starts again does not pay again, nor does who replaces a commitment before its reveal.
    ///
    /// - Returns: The commitment, with the place of the payment.
    private func payingFee(_ commitment: CodeCommitment, by pair: HotkeyPair) async throws -> CodeCommitment {
        guard let fee = preset.fee else {
            try await register(pair)
            return commitment
        }
        guard let chain = chain as? any Chain & Treasury else {
            throw ArenaError(.refused, "\(preset.name) has a fee, and payments cannot be made on this chain")
        }
        let payer = payer ?? FeePayer(pair)
        let preflight = try await Preflight.read(
            commitment,
            by: pair.hotkey,
            payer: payer.account,
            home: home,
            chain: chain,
            preset: preset
        )
        guard preflight.reasons.isEmpty else {
            throw ArenaError(.refused, preflight.reasons.map(\.sentence).joined(separator: " "))
        }
        guard let payment = preflight.payment else {
            try await register(pair)
            return commitment
        }
        if let place = payment.place {
            try await register(pair)
            return try commitment.naming(place)
        }
        let key = try payer.unlock()
        try await register(pair)
        let desk = FeeDesk(treasury: chain, metagraph: try await chain.metagraph())
        let made = try await chain.payFee(
            preflight.dueRao,
            worth: fee.least(of: preflight.dueRao),
            to: desk.account,
            reference: payment.reference,
            by: key
        )
        return try commitment.naming(PaymentPlace(block: made.block, index: made.index))
    }

    private func register(_ pair: HotkeyPair) async throws {
        if try await chain.metagraph().uid(of: pair.hotkey) == nil { try await chain.register(pair) }
    }

    private func hotkey(_ name: String) throws -> HotkeyPair {
        do {
            return try wallet.load(name)
        } catch let error as ChainError where error.code == .walletMissing {
            return try wallet.create(name)
        }
    }
}

extension CodeCommitment {
    /// The same with the place of a payment.
    fileprivate func naming(_ place: PaymentPlace) throws -> CodeCommitment {
        try CodeCommitment(hash: hash, url: url, payment: place)
    }
}
