import Chain
import FoundationEssentials
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Takes revealed commitments in, as many as may wait.
    func ingest() async throws -> Bool {
        let room = preset.schedule.maximumSubmissionsPending - (try await records.pendingCount())
        guard room > 0 else { return false }
        let cursor = try await records.cursor()
        let revealed = try await chain.revealedCommitments(after: cursor).wholeBlocks(atMost: room)
        guard revealed.through > cursor else { return false }
        FaultPoint.reach(.revealsRead)
        var submissions: [NewSubmission] = []
        var malformed: [MalformedCommitment] = []
        for commitment in revealed.commitments {
            let position = RevealPosition(block: commitment.revealBlock, index: commitment.index)
            guard let committedAt = commitment.committedAt else {
                malformed.append(
                    MalformedCommitment(
                        hotkey: commitment.hotkey,
                        reveal: position,
                        sentence: "it was looked at so late that the node cannot tell when it was committed to"
                    )
                )
                continue
            }
            do {
                let code = try CodeCommitment(parsing: commitment.payload)
                submissions.append(
                    NewSubmission(
                        hotkey: commitment.hotkey,
                        codeHash: code.hash,
                        url: code.url,
                        committedAt: committedAt,
                        reveal: position,
                        fee: try await feeEvidence(code, commitment.hotkey, committedAt)
                    )
                )
            } catch let error as ChainError where error.code == .malformedCommitment {
                malformed.append(
                    MalformedCommitment(hotkey: commitment.hotkey, reveal: position, sentence: "\(error)")
                )
            }
        }
        // Whole blocks are what an embedded chain seals by; others by rounds of a beacon.
        let slack = submissions.isEmpty ? 0 : try await chain.rhythm().sealSlackBlocks
        let new = try await records.ingest(
            submissions,
            malformed: malformed,
            through: revealed.through,
            interval: preset.schedule.commitIntervalBlocks,
            revealBlocks: preset.schedule.revealBlocks,
            sealSlack: slack,
            fee: preset.fee
        )
        if !new.isEmpty { FaultPoint.reach(.revealsStored) }
        for id in new { logger.notice("submission revealed", metadata: ["submission.id": "\(id)"]) }
        return !new.isEmpty
    }

    /// What there is of the payment that a commitment names; nil where the rules have no fee.
    private func feeEvidence(
        _ commitment: CodeCommitment,
        _ hotkey: Hotkey,
        _ committedAt: UInt64
    ) async throws -> FeeEvidence? {
        guard let rule = preset.fee, let treasury else { return nil }
        let desk = FeeDesk(treasury: treasury, metagraph: try await chain.metagraph())
        return try await desk.evidence(of: commitment, by: hotkey, committedAt: committedAt, under: rule)
    }

    /// Opens an epoch over everything that was fetched and is nobody's copy.
    ///
    /// It waits for the first answer of every address, so that who commits first and delivers promptly is the original,
    /// but no longer than one fetch may take.
    func openEpoch() async throws -> Bool {
        // Asked for first: what is fetched between both questions is still awaited by this answer.
        let revealed = try await records.submissions(in: .revealed)
        // What is fetched from now on waits for the next epoch: nobody has looked yet whose copy it may be.
        let fetched = try await records.submissions(in: .fetched)
        guard !fetched.isEmpty else { return false }
        let isAwaited = await retries.awaits(revealed)
        guard await epochHold.mayOpen(isAwaited: isAwaited) else { return false }
        let copies = try await records.refuseCopies(by: preset.intake.copies ?? .normalised, presetHash: preset.hash)
        for id in copies {
            logger.notice("submission refused", metadata: ["submission.id": "\(id)", "code": "copied"])
        }
        FaultPoint.reach(.copiesRefused)
        let block = try await chain.currentBlock()
        let beacon = Beacon(block: block, hash: try await chain.blockHash(of: block))
        let epoch = try await records.openEpoch(
            secret: .makeRandom(),
            beacon: beacon,
            presetName: preset.name,
            presetHash: preset.hash,
            for: fetched.map(\.id)
        )
        guard let epoch else { return false }
        FaultPoint.reach(.epochOpened)
        logger.notice(
            "epoch opened",
            metadata: ["epoch.id": "\(epoch.id)", "submissions": "\(epoch.submissions.count)"]
        )
        return true
    }
}
