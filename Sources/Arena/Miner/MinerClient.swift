import Chain
import Foundation
package import Intake
package import Rules

/// The competitor's side: commits to code so that nobody can read it before its reveal.
package struct MinerClient: Sendable {
    private let home: Home
    private let chain: LocalChain
    private let preset: Preset

    /// - Parameters:
    ///   - home: The arena's folder.
    ///   - preset: The rules of the contest.
    /// - Throws: `ArenaError.Code.noArena` when there is none.
    package init(home: Home, preset: Preset) throws {
        guard home.exists else {
            throw ArenaError(.noArena, "there is no arena in \(home.path); start one with tiltyard validator run")
        }
        self.home = home
        self.preset = preset
        chain = try LocalChain.open(at: home.chain)
    }

    /// What a commitment led to.
    package struct Receipt: Sendable, Codable {
        package var hotkey: String
        package var codeHash: String
        package var url: String
        package var committedAt: UInt64
        package var revealBlock: UInt64

        enum CodingKeys: String, CodingKey {
            case hotkey, url
            case codeHash = "code_hash"
            case committedAt = "committed_at"
            case revealBlock = "reveal_block"
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
        let code: Data
        do throws(IntakeError) {
            code = try CodeFile.read(file, limits: preset.intake)
        } catch {
            throw ArenaError(error.code == .fetchFailed ? .unreadable : .refused, error.sentence)
        }
        try home.prepare()
        let hash = try UploadFolder(path: home.uploads).store(code)
        let url = "upload:\(hash.text)"
        return try await commit(CodeCommitment(hash: hash, url: url), as: name)
    }

    /// Fetches code as the validator will, and commits to what was there.
    package func submit(url: String, as name: String, fetcher: Fetcher) async throws -> Receipt {
        do {
            let code = try await fetcher.fetch(try CodeSource.parse(url))
            let hash = CodeHash(of: code)
            try check(code, hash)
            return try await commit(CodeCommitment(hash: hash, url: url), as: name)
        } catch let error as IntakeError {
            throw ArenaError(.refused, error.sentence)
        }
    }

    private func check(_ code: Data, _ hash: CodeHash) throws {
        do throws(IntakeError) {
            try CodeCheck.inspect(code, expected: hash, limits: preset.intake)
        } catch {
            throw ArenaError(.refused, error.sentence)
        }
    }

    private func commit(_ commitment: CodeCommitment, as name: String) async throws -> Receipt {
        let pair = try hotkey(name)
        if try await chain.metagraph().uid(of: pair.hotkey) == nil { try await chain.register(pair) }
        let receipt = try await chain.commit(
            commitment.payload,
            by: pair,
            revealAfter: preset.schedule.revealBlocks
        )
        return Receipt(
            hotkey: pair.hotkey.text,
            codeHash: commitment.hash.text,
            url: commitment.url,
            committedAt: receipt.committedAt,
            revealBlock: receipt.revealBlock
        )
    }

    private func hotkey(_ name: String) throws -> HotkeyPair {
        do {
            return try home.wallet.load(name)
        } catch let error as ChainError where error.code == .walletMissing {
            return try home.wallet.create(name)
        }
    }
}
