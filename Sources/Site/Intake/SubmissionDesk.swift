import APIModels
import Arena
import Chain
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Logging
import Records
import Rules

/// Takes submissions from afar: a file, and the commitment to it, both signed by a registered hotkey.
///
/// Who sends is known before the first byte of the file is read. A hotkey hands in one file at a time, and those that look at
/// files wait for none that is still on its way. The file is on the disk before the chain learns of it,
/// so that whatever dies in between leaves at most a file that nobody commits to. The chain takes each nonce once: the same
/// request again leads to the same receipt and to nothing else.
struct SubmissionDesk: Sendable {
    static let path = "/v1/submissions"

    /// The errors of its own.
    static let failures: [SiteError.Code] =
        [
            .badSignature, .requestExpired, .notTaken, .commitOnChain, .notRegistered, .badNonce, .hashMismatch,
            .rateLimited, .busy,
            .full,
        ]
        + [IntakeError.Code.tooLarge, .empty, .notText, .syntaxError, .tooComplex, .rulesBroken].map {
            .refused($0)
        } + [IntakeError.Code.fetchTimedOut, .htmlPage, .jsonPage, .lintFailed].map { .refused($0) }

    private let options: SiteOptions
    private let source: ArenaSource
    private let limit: RateLimit
    private let byteLimit: RateLimit
    private let reader = FileReader()
    private let seats: Seats

    init(options: SiteOptions, source: ArenaSource) {
        self.options = options
        self.source = source
        limit = RateLimit(burst: options.intake?.burst ?? 0, perSecond: options.intake?.perSecond ?? 1)
        let dayBytes = options.intake?.dayBytes ?? 0
        byteLimit = RateLimit(burst: dayBytes, perSecond: Double(dayBytes) / 86_400)
        seats = Seats(options.intake?.seats ?? 0)
    }

    /// The answer to a submission.
    ///
    /// - Throws: `SiteError`, or `IntakeError` for code that the validator would refuse.
    func response(to request: Request, _ context: SiteContext) async throws -> Response {
        do {
            return try await taken(request, context)
        } catch {
            context.closeSoon()
            var failure = SiteError(error)
            failure.cause = failure.cause ?? error
            failure.fields[.connection] = "close"
            throw failure
        }
    }

    private func taken(_ request: Request, _ context: SiteContext) async throws -> Response {
        let isOnNetwork = await (try? source.isOnNetwork) ?? false
        guard !isOnNetwork else { throw SiteError(.commitOnChain, CommitOnChain.sentence) }
        guard let intake = options.intake else {
            throw SiteError(.notTaken, "This site takes no submissions; commit on the chain.")
        }
        let delivery = try Delivery(request.headers)
        let moment = try await source.moment(knowing: delivery.hotkey)
        let commitment = try delivery.commitment(revealAfter: moment.preset.schedule.revealBlocks)
        try admit(delivery, commitment, moment, intake)
        let chain = try LocalChain.open(at: moment.home.chain)
        defer { try? chain.close() }
        if try await chain.nextNonce(of: delivery.hotkey) != delivery.nonce {
            return try await earlier(commitment, chain).response(to: request)
        }
        try await refuseTooEarly(delivery, moment)
        let code = try await file(of: request, delivery, moment, intake)
        try await store(code, of: delivery, moment, intake)
        do {
            try await chain.submit(commitment)
        } catch let error as ChainError where error.code == .badNonce {
            return try await earlier(commitment, chain).response(to: request)
        }
        // Not which file: until the reveal nobody reads that in a log.
        context.logger.notice(
            "submission taken",
            metadata: ["submission.hotkey": "\(delivery.hotkey)", "submission.nonce": "\(delivery.nonce)"]
        )
        return try await earlier(commitment, chain).response(to: request, status: .created)
    }

    /// Makes sure that the request is the hotkey's, meant for here and now, and that the hotkey takes part.
    private func admit(
        _ delivery: Delivery,
        _ commitment: Extrinsic,
        _ moment: ArenaMoment,
        _ intake: SiteIntake
    ) throws {
        let network = moment.chain.identity
        guard delivery.request(on: network).isSigned(by: delivery.signature), commitment.isAuthentic(on: network) else {
            throw SiteError(.badSignature, "The signatures are not this hotkey's over this file on this network.")
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let distance = Duration.milliseconds(abs(now - delivery.milliseconds))
        guard distance <= intake.window else {
            throw SiteError(
                .requestExpired,
                "The request was signed \(distance.components.seconds) s from now by this machine's clock; "
                    + "\(intake.window.components.seconds) s are allowed."
            )
        }
        guard moment.uids[delivery.hotkey.text] != nil else {
            throw SiteError(.notRegistered, "This hotkey is not registered on the network.")
        }
    }

    /// What became of a commitment that was made before, by this request or by another with the same nonce.
    private func earlier(_ commitment: Extrinsic, _ chain: LocalChain) async throws -> Content {
        guard let receipt = try await chain.receipt(of: commitment) else {
            let next = try await chain.nextNonce(of: commitment.hotkey)
            throw SiteError(.badNonce, "The nonce is used or not the next; the hotkey's next is \(next).")
        }
        guard case .commit(let payload, _) = commitment.call else { throw SiteError.closed }
        let code = try CodeCommitment(parsing: payload)
        return try .json(
            SubmissionReceipt(
                hotkey: commitment.hotkey.text,
                codeHash: code.hash.text,
                url: code.url,
                committedAt: receipt.committedAt,
                revealBlock: receipt.revealBlock,
                sealedSeconds: Double(receipt.revealBlock - receipt.committedAt) * chain.genesis.blockTime.value
            )
        )
    }
}

extension SubmissionDesk {
    /// Says at once what ingestion would say after the reveal.
    private func refuseTooEarly(_ delivery: Delivery, _ moment: ArenaMoment) async throws {
        let schedule = moment.preset.schedule
        guard let interval = schedule.commitIntervalBlocks,
            let next = try await moment.records.earliestReveal(of: delivery.hotkey, interval: interval)
        else { return }
        let reveal = moment.block + UInt64(max(schedule.revealBlocks, 0))
        guard reveal < next else { return }
        throw SiteError(.rateLimited, Submission.Refusal.rateLimited(until: next).sentence)
    }

    /// Reads the file and looks at it as the validator will.
    private func file(
        of request: Request,
        _ delivery: Delivery,
        _ moment: ArenaMoment,
        _ intake: SiteIntake
    ) async throws -> Data {
        if let wait = limit.take(delivery.hotkey.text) {
            throw Self.tooMuch("This hotkey hands in too much at once; wait a while.", wait)
        }
        let limits = moment.preset.intake
        let code = try await reader.file(of: request, from: delivery.hotkey, limits: limits)
        guard delivery.codeHash.matches(code) else {
            throw SiteError(.hashMismatch, "The file has the hash \(CodeHash(of: code)), not \(delivery.codeHash).")
        }
        try CodeCheck.inspect(code, expected: delivery.codeHash, limits: limits)
        guard seats.take() else {
            throw SiteError(.busy, "Other submissions are looked at; try again shortly.", fields: [.retryAfter: "5"])
        }
        defer { seats.giveBack() }
        let report = try await intake.inspector.inspect(code, preset: moment.preset)
        if let sentence = report.sentence { throw IntakeError(.rulesBroken, sentence) }
        return code
    }

    private static func tooMuch(_ sentence: String, _ wait: Double) -> SiteError {
        SiteError(.tooManyRequests, sentence, fields: [.retryAfter: "\(Int(wait.rounded(.up)))"])
    }

    /// Stores a file, which counts for its hotkey unless it was there before.
    private func store(_ code: Data, of delivery: Delivery, _ moment: ArenaMoment, _ intake: SiteIntake) async throws {
        let folder = UploadFolder(path: moment.home.uploads)
        guard try await folder.bytes() + code.count <= intake.folderBytes else {
            throw SiteError(.full, "There is no room for more submissions; the operator has to make some.")
        }
        let hotkey = delivery.hotkey.text, new = await folder.holds(delivery.codeHash) ? 0 : code.count
        if let wait = byteLimit.take(hotkey, new) {
            let minutes = Int((wait / 60).rounded(.up))
            let sentence = "This hotkey has handed in all the bytes of a day; there is room in \(minutes) min."
            throw Self.tooMuch(sentence, wait)
        }
        // A disk that fails is nothing that the competitor could mend.
        do { _ = try await folder.keep(code) } catch {
            byteLimit.giveBack(hotkey, new)
            throw SiteError.failed(error)
        }
    }
}
