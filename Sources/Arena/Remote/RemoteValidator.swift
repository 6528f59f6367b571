import APIModels
package import Chain
import Foundation
import Rules

/// A validator on another machine, as a competitor sees it: an address that takes signed files.
package struct RemoteValidator: Sendable {
    private let site: SiteClient

    /// Names a validator by its site.
    package init(site: SiteClient) {
        self.site = site
    }

    /// Hands in a file.
    ///
    /// When no answer comes, the same request is sent once more: a validator that has taken it says so again.
    ///
    /// - Parameters:
    ///   - file: The file's path.
    ///   - pair: Who signs.
    /// - Returns: What was committed and when it will be revealed.
    /// - Throws: `ArenaError` with `unreadable` for the file, `unreachable` where nobody answers as a validator does, and
    ///   `refused` with the validator's own sentence.
    package func submit(file: String, as pair: HotkeyPair) async throws -> MinerClient.Receipt {
        let state: HotkeyReply = try read(try await site.get("/v1/hotkeys/\(pair.hotkey.text)"))
        guard let nonce = state.nextNonce else {
            throw ArenaError(.refused, "\(CommitOnChain.code): \(CommitOnChain.sentence)")
        }
        let limits = IntakeLimits(code: ByteCount(state.codeBytes), fetchTime: Seconds(60))
        let candidate = try Candidate.checked(file: file, limits: limits)
        let fields = try fields(for: candidate, by: pair, state, nonce)
        let answer: SiteClient.Answer
        do {
            answer = try await site.post(candidate.code, to: Self.path, fields)
        } catch let error as ArenaError where error.code == .unreachable {
            answer = try await site.post(candidate.code, to: Self.path, fields)
        }
        let receipt: SubmissionReceipt = try read(answer)
        return MinerClient.Receipt(
            hotkey: receipt.hotkey,
            codeHash: receipt.codeHash,
            url: receipt.url,
            committedAt: receipt.committedAt,
            revealBlock: receipt.revealBlock,
            sealedSeconds: receipt.sealedSeconds
        )
    }

    private static let path = "/v1/submissions"

    private func fields(
        for candidate: Candidate,
        by pair: HotkeyPair,
        _ state: HotkeyReply,
        _ nonce: UInt64
    ) throws -> [(String, String)] {
        guard let network = Hex.bytes(state.network) else { throw foreign }
        let request = SignedRequest(
            method: "POST",
            path: Self.path,
            network: Data(network),
            hotkey: pair.hotkey,
            bodyHash: candidate.commitment.hash,
            nonce: nonce,
            milliseconds: Int64(Date().timeIntervalSince1970 * 1000)
        )
        let commitment = try Extrinsic(
            signing: .commit(payload: candidate.commitment.payload, revealAfter: UInt64(max(state.revealBlocks, 0))),
            by: pair,
            nonce: nonce,
            chain: Data(network)
        )
        return [
            ("Content-Type", "text/x-python"), ("Tiltyard-Hotkey", pair.hotkey.text),
            ("Tiltyard-Code", request.bodyHash.text), ("Tiltyard-Nonce", "\(request.nonce)"),
            ("Tiltyard-Time", "\(request.milliseconds)"),
            ("Tiltyard-Signature", Hex.text(try pair.sign(request.message))),
            ("Tiltyard-Commitment", Hex.text(commitment.signature)),
        ]
    }

    private func read<Reply: Decodable>(_ answer: SiteClient.Answer) throws -> Reply {
        guard (200..<300).contains(answer.status) else {
            guard let failure = try? JSONDecoder().decode(APIFailure.self, from: answer.body) else { throw foreign }
            throw ArenaError(.refused, "\(failure.error.code): \(failure.error.message)")
        }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: answer.body) else { throw foreign }
        return reply
    }

    private var foreign: ArenaError {
        ArenaError(.unreachable, "what answers at \(site.address) is no validator of this kind")
    }
}
