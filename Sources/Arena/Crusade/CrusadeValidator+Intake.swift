import Chain
import FoundationEssentials
import Intake
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Takes revealed commitments in, fetches their code, and opens an epoch over what was fetched.
    func takeIn() async throws -> Bool {
        let ingested = try await ingest()
        let fetched = try await fetchRevealed()
        let queued = try await openEpoch()
        return ingested || fetched || queued
    }

    private func ingest() async throws -> Bool {
        guard try await records.pendingCount() < preset.schedule.maximumSubmissionsPending else { return false }
        let cursor = try await records.cursor()
        let revealed = try await chain.revealedCommitments(after: cursor)
        guard revealed.through > cursor else { return false }
        var submissions: [NewSubmission] = []
        var malformed: [MalformedCommitment] = []
        for commitment in revealed.commitments {
            let position = RevealPosition(block: commitment.revealBlock, index: commitment.index)
            do {
                let code = try CodeCommitment(parsing: commitment.payload)
                submissions.append(
                    NewSubmission(
                        hotkey: commitment.hotkey,
                        codeHash: code.hash,
                        url: code.url,
                        committedAt: commitment.committedAt,
                        reveal: position
                    )
                )
            } catch {
                malformed.append(
                    MalformedCommitment(hotkey: commitment.hotkey, reveal: position, sentence: "\(error)")
                )
            }
        }
        let new = try await records.ingest(submissions, malformed: malformed, through: revealed.through)
        for id in new { logger.notice("submission revealed", metadata: ["submission.id": "\(id)"]) }
        return !new.isEmpty
    }

    private func fetchRevealed() async throws -> Bool {
        let waiting = try await records.submissions(in: .revealed)
        guard !waiting.isEmpty else { return false }
        // Side by side, so that one address that hangs holds up nobody but itself.
        await withTaskGroup(of: Void.self) { group in
            for (index, submission) in waiting.enumerated() {
                if index >= Self.parallelFetches { await group.next() }
                group.addTask { await self.fetch(submission) }
            }
        }
        return true
    }

    private static var parallelFetches: Int { 8 }

    /// Fetches one submission's code.
    ///
    /// What may pass by itself is tried again, because the competitor has paid already.
    private func fetch(_ submission: Submission) async {
        do {
            switch try await fetchPatiently(submission) {
            case .success(let code):
                try await records.storeCode(submission.id, code)
            case .failure(let refusal):
                try await records.rejectAtIntake(
                    submission.id,
                    code: refusal.code.rawValue,
                    sentence: refusal.sentence
                )
                logger.notice(
                    "submission refused",
                    metadata: ["submission.id": "\(submission.id)", "code": "\(refusal.code.rawValue)"]
                )
            }
        } catch {
            logger.error("fetching failed", metadata: ["submission.id": "\(submission.id)", "error": "\(error)"])
        }
    }

    private static var fetchAttempts: Int { 3 }

    private func fetchPatiently(_ submission: Submission) async throws -> Result<Data, IntakeError> {
        var attempt = 1
        while true {
            do throws(IntakeError) {
                let code = try await fetcher.fetch(try CodeSource.parse(submission.url))
                try CodeCheck.inspect(code, expected: submission.codeHash, limits: preset.intake)
                return .success(code)
            } catch {
                // A fetch that ends because the validator ends says nothing about the submission.
                try Task.checkCancellation()
                guard error.isTransient, attempt < Self.fetchAttempts else { return .failure(error) }
            }
            attempt += 1
            try await Task.sleep(for: rest * (1 << attempt))
        }
    }

    private func openEpoch() async throws -> Bool {
        let fetched = try await records.submissions(in: .fetched)
        guard !fetched.isEmpty else { return false }
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
        logger.notice(
            "epoch opened",
            metadata: ["epoch.id": "\(epoch.id)", "submissions": "\(epoch.submissions.count)"]
        )
        return true
    }
}
