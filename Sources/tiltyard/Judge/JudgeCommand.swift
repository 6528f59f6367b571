import ArgumentParser
import FoundationEssentials
import Glibc
import Judging
import Sandbox

/// Carries out one job directory.
///
/// The judge itself has no rights: root, if there is one, is left to its launcher.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Carry out a job directory: plan.json and submission.py go in, result.json comes out.",
        discussion: "Prints one JSON object a line while it works. A directory that has a result is left alone."
    )

    @Argument(help: "The job directory.")
    var directory: String

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let job = JobDirectory(directory)
        guard let lock = try job.lock() else { throw ValidationError("another judge works on \(directory)") }
        defer { withExtendedLifetime(lock) {} }
        if try job.result() != nil { return }
        let plan = try job.plan()
        let code = try job.code(limit: 64 << 20)
        let launcher = Result { try machine.startLauncher() }
        try Rights.becomeJudge(in: directory)
        try JobDirectory(".").publish(evaluate(plan, code, launcher))
    }

    private func evaluate(
        _ plan: Plan,
        _ code: Data,
        _ launcher: Result<LauncherClient, any Error>
    ) -> EvaluationResult {
        do {
            let judge = try Judge(
                plan: plan,
                code: code,
                isolation: try launcher.get(),
                report: ProgressLine.write,
                keepLog: { try? JobDirectory(".").keep(log: $0, run: $1) }
            )
            return judge.evaluate()
        } catch let verdict as Verdict {
            return EvaluationResult(refusing: plan, verdict)
        } catch {
            return EvaluationResult(refusing: plan, Verdict(.sandboxFailed, "\(error)"))
        }
    }
}

/// Progress as one JSON object a line on the standard output.
enum ProgressLine {
    static func write(_ progress: Judge.Progress) {
        guard var line = try? JSONEncoder().encode(progress) else { return }
        line.append(UInt8(ascii: "\n"))
        _ = line.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
    }

    static func read(_ line: String) -> Judge.Progress? {
        try? JSONDecoder().decode(Judge.Progress.self, from: Data(line.utf8))
    }
}
