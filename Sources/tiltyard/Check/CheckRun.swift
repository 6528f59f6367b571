import Arena
import ArgumentParser
import Foundation
import Intake
import Rules

/// What intake says about a file before anything of it runs.
struct CheckRun {
    /// The answer.
    struct Outcome: Encodable {
        /// The SHA-256 of the bytes.
        var codeHash: String
        var bytes: Int
        /// The stable code: `accepted`, or why it would be refused.
        var code: String
        /// One sentence.
        var sentence: String
        /// The places that break a rule.
        var findings: [LintReport.Finding]
        var fingerprints: Fingerprints?

        var isAccepted: Bool { code == "accepted" }

        enum CodingKeys: String, CodingKey {
            case bytes, code, sentence, findings, fingerprints
            case codeHash = "code_hash"
        }
    }

    let machine: MachineOptions

    /// Looks at a submission's text.
    ///
    /// - Throws: `IntakeError` with `lintFailed` when this machine cannot.
    func inspect(_ code: Data, preset: Preset) async throws -> Outcome {
        var outcome = Outcome(
            codeHash: CodeHash(of: code).text,
            bytes: code.count,
            code: "accepted",
            sentence: "intake takes this file",
            findings: []
        )
        do throws(IntakeError) {
            let report = try await machine.makeInspector(readsAgain: false).inspect(code, preset: preset)
            outcome.findings = report.findings
            outcome.fingerprints = report.fingerprints
            if let sentence = report.sentence {
                outcome.code = IntakeError.Code.rulesBroken.rawValue
                outcome.sentence = sentence
            }
        } catch {
            guard error.code != .lintFailed else { throw error }
            outcome.code = error.code.rawValue
            outcome.sentence = error.sentence
        }
        return outcome
    }
}

extension CheckRun.Outcome {
    /// Prints the answer; the exit code to end with.
    func show(json: Bool) throws -> ExitCode {
        if json {
            try Terminal.json(self)
        } else {
            let colour: Terminal.Style = isAccepted ? .green : .red
            Terminal.line(Terminal.styled(code, .bold, colour) + "  " + sentence)
            var table = Table([("line", .right), ("rule", .left), ("reason", .left)])
            for finding in findings { table.add(["\(finding.line)", finding.rule, finding.reason]) }
            if !findings.isEmpty { for line in [""] + table.lines { Terminal.line(line) } }
        }
        return isAccepted ? .success : .failure
    }
}
