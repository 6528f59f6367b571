import Arena
import FoundationEssentials
import Intake
import Rules

/// An inspector that reads a script in the place of Python.
///
/// Text that begins with `#broken` breaks a rule, with `#machine` the machine fails. Case and blanks do not tell two
/// texts apart.
struct ScriptedInspector: CodeInspector {
    /// Whether it has no rules that could be broken.
    var isLax = false

    func inspect(_ code: Data, preset: Preset) async throws(IntakeError) -> LintReport {
        let text = String(decoding: code, as: UTF8.self)
        if text.hasPrefix("#machine") { throw IntakeError(.lintFailed, "no sandbox") }
        let finding = LintReport.Finding(line: 1, column: 0, rule: "forbidden_module", reason: "os may not be imported")
        let normalised = CodeHash(of: Data(text.lowercased().filter { !$0.isWhitespace }.utf8)).text
        return LintReport(
            findings: text.hasPrefix("#broken") && !isLax ? [finding] : [],
            truncated: false,
            fingerprints: Fingerprints(exact: CodeHash(of: code).text, normalised: normalised, structure: normalised),
            nodes: 1
        )
    }
}
