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
    private let readsAgain: Bool
    private var launcher: (number: Int, task: Task<any Isolation, any Error>)?
    private var turn: Task<Void, Never>?
    /// What the last look left to do: its sandbox's end, and the next reader's start.
    ///
    /// Nobody but the next look waits for it.
    private var aftermath: Task<Void, Never>?
    /// A parser that has loaded and waits; starting one takes several times as long as to read a submission.
    private var reader: LintReader?
    private var launchers = 0

    /// After a look no longer than this the next may follow at once.
    private static let shortLook = Duration.milliseconds(250)
    private static let longestRest = Duration.seconds(2)

    /// Makes an inspector; nothing is started yet.
    ///
    /// - Parameters:
    ///   - readsAgain: Whether more than one submission will come: then the next reader is made ready after each look.
    ///   - startLauncher: Starts the process that makes sandboxes.
    package init(readsAgain: Bool = true, startLauncher: @escaping @Sendable () throws -> any Isolation) {
        self.readsAgain = readsAgain
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
            await aftermath?.value
            if length > Self.shortLook { try? await Task.sleep(for: min(length, Self.longestRest)) }
        }
        return try await look.value.report.get()
    }

    /// Waits until nothing is left of the looks so far, and the next reader is ready.
    package func settle() async { await turn?.value }

    private func look(at code: Data, preset: Preset) async -> Result<LintReport, IntakeError> {
        let waiting = reader
        reader = nil
        let (number, task) = currentLauncher()
        do {
            let lint = Self.lint(try await task.value, preset)
            let look = try await OwnThread.run {
                let ready = waiting.flatMap { $0.isWaiting ? $0 : nil }
                if ready == nil { waiting?.end() }
                return try (ready ?? lint.makeReader()).look(at: code, contract: preset.contract, rules: preset.lint)
            }
            aftermath = Task { await clearUp(look.sandbox, lint) }
            return .success(try look.outcome.get())
        } catch {
            let failure =
                error as? IntakeError
                ?? IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
            if failure.code == .lintFailed, launcher?.number == number { launcher = nil }
            return .failure(failure)
        }
    }

    /// Ends what the last look left, and makes the next reader ready where there may be one.
    private func clearUp(_ sandbox: (any SandboxInstance)?, _ lint: RuleLint) async {
        let readsAgain = readsAgain
        reader = try? await OwnThread.run {
            if let sandbox { _ = try? sandbox.end() }
            return readsAgain ? try lint.makeReader() : nil
        }
    }

    private static func lint(_ isolation: any Isolation, _ preset: Preset) -> RuleLint {
        RuleLint(
            isolation: isolation,
            command: HarnessCommand.lint,
            processors: Processors.divide(cores: preset.contestant.cores).host
        )
    }

    private func currentLauncher() -> (number: Int, task: Task<any Isolation, any Error>) {
        if let launcher { return launcher }
        launchers += 1
        let started = (launchers, Task { [startLauncher] in try await OwnThread.run { try startLauncher() } })
        launcher = started
        return started
    }
}
