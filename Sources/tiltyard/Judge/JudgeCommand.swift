import ArgumentParser
import Glibc
import Judging
import Sandbox

/// Carries out one job directory.
///
/// Root, if there is one, is left to the launcher: once that runs, this program starts itself anew without any rights.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Carry out a job directory: plan.json and submission.py go in, result.json comes out.",
        discussion: "Prints one JSON object a line while it works. A directory that has a result is left alone."
    )

    @Argument(help: "The job directory.")
    var directory: String

    @Option(help: "A folder in which judges share results of reference trainings; it is given to the judge's user.")
    var references: String?

    @Option(help: "The most bytes that this folder may hold.")
    var referenceBytes = 4_000_000_000

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() throws {
        let job = JobDirectory(directory)
        guard let lock = try job.lock() else { throw ValidationError("another judge works on \(directory)") }
        if try job.result() != nil { return }
        let plan = try job.plan()
        let references = try references.map(Rights.openFolder)
        let launcher: LauncherClient
        do {
            launcher = try machine.startLauncher()
        } catch {
            return try job.publish(EvaluationResult(refusing: plan, Verdict(.sandboxFailed, "\(error)")))
        }
        try Rights.enter(directory, handingOver: JobDirectory.inputs)
        let arguments = references == nil ? [] : ["--reference-bytes", "\(referenceBytes)"]
        try Rights.restartAsJudge(
            arguments: ["tiltyard", "seat"] + arguments,
            keeping: [launcher.socket, lock] + [references].compactMap { $0 }
        )
    }
}

/// The judge without rights, in the job directory.
///
/// Started by `judge`, never by people.
struct SeatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seat",
        abstract: "Judge the job in this folder with a launcher at descriptor 3.",
        shouldDisplay: false
    )

    @Option(help: "On: descriptor 5 is a folder for references, which may hold so many bytes.")
    var referenceBytes: Int?

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        // Descriptor 4 is the folder's lock, which goes when this process ends.
        let job = JobDirectory(".")
        try job.publish(judge(job))
    }

    private func judge(_ job: JobDirectory) throws -> EvaluationResult {
        let plan = try job.plan()
        do {
            let privileged = Rights.privilegedThreads()
            guard privileged.isEmpty else {
                throw SandboxError(.spawnFailed, "threads \(privileged) still have rights")
            }
            let judge = try Judge(
                plan: plan,
                code: try job.code(limit: 64 << 20),
                isolation: try LauncherClient(resuming: Channel(Descriptor(owning: 3))),
                references: referenceBytes.map { ReferenceCache(folder: Descriptor(owning: 5), limit: $0) },
                report: ProgressLine.write,
                keepLog: { try? job.keep(log: $0, run: $1) }
            )
            return judge.evaluate()
        } catch let verdict as Verdict {
            return EvaluationResult(refusing: plan, verdict)
        } catch {
            return EvaluationResult(refusing: plan, Verdict(.sandboxFailed, "\(error)"))
        }
    }
}
