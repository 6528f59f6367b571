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
///
/// One submission is looked at after another: the processors are those on which host and referee work. After a long look
/// it rests for as long, so that a judge which waits for a quiet machine finds one however much is handed in.
package actor SandboxedInspector: CodeInspector {
    private let startLauncher: @Sendable () throws -> any Isolation
    private var launcher: (number: Int, task: Task<any Isolation, any Error>)?
    private var turn: Task<Void, Never>?
    /// The end of the last look's sandbox, for which nobody but the next look waits.
    private var removal: Task<Void, Never>?
    private var launchers = 0

    /// After a look no longer than this the next may follow at once.
    private static let shortLook = Duration.milliseconds(250)
    private static let longestRest = Duration.seconds(2)

    /// - Parameter startLauncher: Starts the process that makes sandboxes.
    package init(startLauncher: @escaping @Sendable () throws -> any Isolation) {
        self.startLauncher = startLauncher
    }

    package func inspect(_ code: Data, preset: Preset) async throws(IntakeError) -> LintReport {
        let earlier = turn
        let look = Task {
            await earlier?.value
            let start = ContinuousClock.now
            let report = await self.look(at: code, preset: preset)
            return (report: report, length: start.duration(to: .now))
        }
        turn = Task {
            let length = await look.value.length
            await removal?.value
            if length > Self.shortLook { try? await Task.sleep(for: min(length, Self.longestRest)) }
        }
        return try await look.value.report.get()
    }

    /// Waits until nothing is left of the looks so far.
    package func settle() async { await turn?.value }

    private func look(at code: Data, preset: Preset) async -> Result<LintReport, IntakeError> {
        let (number, task) = currentLauncher()
        do {
            let isolation = try await task.value
            let look = try await OwnThread.run {
                RuleLint(
                    isolation: isolation,
                    command: HarnessCommand.lint,
                    submissionPath: HarnessCommand.submissionPath,
                    processors: Processors.divide(cores: preset.contestant.cores).host
                ).look(at: code, contract: preset.contract, rules: preset.lint)
            }
            removal = look.sandbox.map { sandbox in Task { _ = try? await OwnThread.run { try sandbox.end() } } }
            return .success(try look.outcome.get())
        } catch {
            let failure =
                error as? IntakeError
                ?? IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
            if failure.code == .lintFailed, launcher?.number == number { launcher = nil }
            return .failure(failure)
        }
    }

    private func currentLauncher() -> (number: Int, task: Task<any Isolation, any Error>) {
        if let launcher { return launcher }
        launchers += 1
        let started = (launchers, Task { [startLauncher] in try await OwnThread.run { try startLauncher() } })
        launcher = started
        return started
    }
}
