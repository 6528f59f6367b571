package import FoundationEssentials
package import Intake
import Judging
package import Rules
package import Sandbox

/// Looks at a submission's text before anything of it runs.
package protocol CodeInspector: Sendable {
    /// Looks at a submission by the rules of a contest.
    ///
    /// - Parameters:
    ///   - code: The submission's bytes.
    ///   - preset: The contest's rules.
    /// - Returns: The findings and the fingerprints.
    /// - Throws: `IntakeError`, see `RuleLint`.
    func inspect(_ code: Data, preset: Preset) async throws(IntakeError) -> LintReport
}

/// Looks in a sandbox of its own, from a launcher that is started when it is needed first, and again when it has died.
package actor SandboxedInspector: CodeInspector {
    private let startLauncher: @Sendable () throws -> any Isolation
    private var isolation: (any Isolation)?

    /// - Parameter startLauncher: Starts the process that makes sandboxes.
    package init(startLauncher: @escaping @Sendable () throws -> any Isolation) {
        self.startLauncher = startLauncher
    }

    package func inspect(_ code: Data, preset: Preset) async throws(IntakeError) -> LintReport {
        do {
            let isolation = try await launcher()
            return try await OwnThread.run {
                try RuleLint(
                    isolation: isolation,
                    command: HarnessCommand.lint,
                    submissionPath: HarnessCommand.submissionPath,
                    processors: Processors.divide(cores: preset.contestant.cores).host
                ).inspect(code, contract: preset.contract, rules: preset.lint)
            }
        } catch let error as IntakeError {
            if error.code == .lintFailed { isolation = nil }
            throw error
        } catch {
            throw IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
        }
    }

    private func launcher() async throws -> any Isolation {
        if let isolation { return isolation }
        let started = try await OwnThread.run { [startLauncher] in try startLauncher() }
        isolation = started
        return started
    }
}
