package import Chain
import Foundation
package import Intake
import Records
package import Rules

/// The competitor's side: commits to code so that nobody can read it before its reveal.
package struct MinerClient: Sendable {
    let home: Home
    let chain: any Chain
    let preset: Preset
    let wallet: Wallet
    let payer: FeePayer?

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
}
