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
        discussion: """
            For a title match match.json, challenger.py and champion.py go in. Prints one JSON object a line while it \
            works. A directory that has a result is left alone.

            With --standby the directory holds preset.json alone. The judge gets ready, and waits: a byte on the \
            standard input says that the job is there, its end that none will come.
            """
    )

    @Argument(help: "The job directory.")
    var directory: String

    @Flag(help: "Get ready for a job that is not there yet.")
    var standby = false

    @Flag(help: "Give up when nobody reads the standard output any more.")
    var attached = false

    @Option(help: "A folder in which judges share results of reference trainings; it is given to the judge's user.")
    var references: String?

    @Option(help: "The most bytes that this folder may hold.")
    var referenceBytes = 4_000_000_000

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() throws {
        let job = JobDirectory(directory)
        guard let lock = try job.lock() else { throw ValidationError("another judge works on \(directory)") }
        if job.hasResult { return }
        // A plan that cannot be read is refused before anything is started for it.
        let inputs = try readableInputs(job)
        let references = try references.map(Rights.openFolder)
        let launcher: LauncherClient
        do {
            launcher = try machine.startLauncher()
        } catch {
            guard !standby else { throw error }
            return try job.refuse(Verdict(.sandboxFailed, "\(error)"))
        }
        try Rights.enter(directory, handingOver: inputs)
        let arguments =
            (references == nil ? [] : ["--reference-bytes", "\(referenceBytes)"]) + (standby ? ["--standby"] : [])
            + (attached ? ["--attached"] : [])
        try Rights.restartAsJudge(
            arguments: ["tiltyard", "seat"] + arguments,
            keeping: [launcher.socket, lock] + [references].compactMap { $0 }
        )
    }

    /// The names of the files that the judge will read.
    ///
    /// - Throws: What makes the plan, or the rules that a plan is expected for, unreadable.
    private func readableInputs(_ job: JobDirectory) throws -> [String] {
        if standby {
            _ = try job.expectedPreset()
            return JobDirectory.standbyInputs
        }
        if job.isMatch { _ = try job.matchPlan() } else { _ = try job.plan() }
        return job.isMatch ? JobDirectory.matchInputs : JobDirectory.inputs
    }
}
