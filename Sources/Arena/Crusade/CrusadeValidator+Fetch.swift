import FoundationEssentials
import Intake
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Fetches what was revealed and is due, side by side, so that one address that hangs holds up nobody but itself.
    func fetchRevealed() async throws -> Bool {
        let revealed = try await records.submissions(in: .revealed)
        await retries.keep(revealed)
        let due = await retries.due(of: revealed)
        guard !due.isEmpty else { return false }
        await withTaskGroup(of: Void.self) { group in
            for (index, submission) in due.enumerated() {
                if index >= parallelFetches { await group.next() }
                group.addTask { await self.fetch(submission) }
            }
        }
        return true
    }

    /// Fetches one submission's code and looks at its text.
    ///
    /// What may pass by itself is tried again later: the competitor cannot help it when a network is down, or this machine.
    private func fetch(_ submission: Submission) async {
        do {
            // What was committed to and did arrive is kept, whatever becomes of it.
            var kept = Kept()
            do throws(IntakeError) {
                let code = try await fetcher.fetch(try CodeSource.parse(submission.url))
                FaultPoint.reach(.codeFetched)
                try CodeCheck.inspect(code, expected: submission.codeHash, limits: preset.intake)
                kept.file = code
                let report = try await inspector.inspect(code, preset: preset)
                FaultPoint.reach(.codeInspected)
                kept.findings = report.findings
                kept.fingerprints = report.fingerprints
                if let sentence = report.sentence { throw IntakeError(.rulesBroken, sentence) }
                await store(code, of: submission, report.fingerprints)
            } catch {
                // A fetch that ends because the validator ends says nothing about the submission.
                try Task.checkCancellation()
                try await refuse(submission, error, kept)
            }
        } catch {
            await retries.postpone(submission.id, after: .machine)
            logger.error("fetching failed", metadata: ["submission.id": "\(submission.id)", "error": "\(error)"])
        }
    }

    /// What is there to keep of a submission that is refused.
    private struct Kept {
        var file: Data?
        var findings: [LintReport.Finding] = []
        var fingerprints: Fingerprints?

        /// The findings as the event has them; a reason can hold a name of any length, and is cut.
        var recorded: JSONValue? {
            get throws {
                guard !findings.isEmpty else { return nil }
                return try JSONValue(
                    encoding: findings.map { finding in
                        var finding = finding
                        finding.reason = String(finding.reason.prefix(200))
                        return finding
                    }
                )
            }
        }
    }

    private func refuse(_ submission: Submission, _ error: IntakeError, _ kept: Kept) async throws {
        guard error.code != .lintFailed else {
            await retries.postpone(submission.id, after: .machine)
            return logger.error(
                "a submission could not be looked at",
                metadata: ["submission.id": "\(submission.id)", "error": "\(error.cause ?? error)"]
            )
        }
        if error.isTransient, await retries.postpone(submission.id, after: .network) { return }
        try await records.rejectAtIntake(
            submission.id,
            code: error.code.rawValue,
            sentence: error.sentence,
            file: kept.file,
            fingerprints: kept.fingerprints,
            findings: kept.recorded
        )
        logger.notice(
            "submission refused",
            metadata: ["submission.id": "\(submission.id)", "code": "\(error.code.rawValue)"]
        )
    }

    private func store(_ code: Data, of submission: Submission, _ fingerprints: Fingerprints) async {
        do {
            try await records.storeCode(submission.id, code, fingerprints: fingerprints)
            FaultPoint.reach(.codeStored)
        } catch {
            await retries.postpone(submission.id, after: .machine)
            logger.error("storing failed", metadata: ["submission.id": "\(submission.id)", "error": "\(error)"])
        }
    }
}
