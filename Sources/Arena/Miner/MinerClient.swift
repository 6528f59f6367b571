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
    private let payer: HotkeyPair?

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
        payer: HotkeyPair? = nil
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

        enum CodingKeys: String, CodingKey {
            case hotkey, url
            case codeHash = "code_hash"
            case committedAt = "committed_at"
            case revealBlock = "reveal_block"
            case sealedSeconds = "sealed_seconds"
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
        if try await chain.metagraph().uid(of: pair.hotkey) == nil { try await chain.register(pair) }
        // Asked for before anything is sent: what is committed to is not to end in a failure.
        let blockTime = try await chain.rhythm().blockTime
        let commitment = try await paid(wanted, by: pair)
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
            sealedSeconds: Double(receipt.revealBlock - receipt.committedAt) * blockTime.value
        )
    }

    /// Pays the fee, if there is one and what is left over from earlier does not cover it.
    ///
    /// Whatever can be known to be refused is refused before. The payment has a reference of its own: killed after it and
    /// started again, this finds it and does not pay again.
    ///
    /// - Returns: The commitment, with the place of the payment.
    private func paid(_ commitment: CodeCommitment, by pair: HotkeyPair) async throws -> CodeCommitment {
        guard preset.fee != nil else { return commitment }
        guard let chain = chain as? LocalChain else {
            throw ArenaError(.refused, "\(preset.name) has a fee, which can be paid on an embedded chain only")
        }
        let payer = payer ?? pair
        let reference = try await reference(of: commitment, by: pair.hotkey)
        if let made = try await chain.transfer(reference, from: payer.hotkey),
            try await !isTaken(PaymentPlace(block: made.block, index: made.index))
        {
            return try commitment.naming(made)
        }
        let preflight = try await Preflight.read(
            commitment,
            by: pair.hotkey,
            payer: payer.hotkey,
            home: home,
            preset: preset
        )
        guard preflight.reasons.isEmpty else {
            throw ArenaError(.refused, preflight.reasons.map(\.sentence).joined(separator: " "))
        }
        guard preflight.dueRao > 0 else { return commitment }
        let desk = FeeDesk(treasury: chain, metagraph: try await chain.metagraph())
        // With the longest numbers that a place has, it must still be short enough.
        _ = try CodeCommitment(
            hash: commitment.hash,
            url: commitment.url,
            payment: PaymentPlace(block: 9_999_999_999, index: 99_999)
        )
        _ = try await chain.transfer(preflight.dueRao, to: desk.account, reference: reference, by: payer)
        guard let made = try await chain.transfer(reference, from: payer.hotkey) else {
            throw ArenaError(.refused, "the payment '\(reference)' was made and cannot be found")
        }
        return try commitment.naming(made)
    }

    /// What a payment is called: the same for the same code, hotkey and time that it is handed in.
    ///
    /// Payments are seen at once, so that it does not show the code's hash.
    private func reference(of commitment: CodeCommitment, by hotkey: Hotkey) async throws -> String {
        let records = try Records.open(at: home.records)
        let earlier = try await records.allSubmissions().count {
            $0.submission.hotkey == hotkey && $0.submission.codeHash == commitment.hash
        }
        let what = CodeHash(of: Data("tiltyard fee 1 \(hotkey.text) \(commitment.hash.text)".utf8))
        return "fee:\(earlier):\(what.text)"
    }

    /// Whether a payment was credited before.
    private func isTaken(_ place: PaymentPlace) async throws -> Bool {
        let records = try Records.open(at: home.records)
        return try await records.hasCredited(place)
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
    fileprivate func naming(_ payment: Transfer) throws -> CodeCommitment {
        try CodeCommitment(
            hash: hash,
            url: url,
            payment: PaymentPlace(block: payment.block, index: payment.index)
        )
    }
}
