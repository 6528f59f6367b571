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
            """
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
        if job.hasResult { return }
        // A plan that cannot be read is refused before anything is started for it.
        if job.isMatch { _ = try job.matchPlan() } else { _ = try job.plan() }
        let references = try references.map(Rights.openFolder)
        let launcher: LauncherClient
        do {
            launcher = try machine.startLauncher()
        } catch {
            return try job.refuse(Verdict(.sandboxFailed, "\(error)"))
        }
        try Rights.enter(directory, handingOver: job.isMatch ? JobDirectory.matchInputs : JobDirectory.inputs)
        let arguments = references == nil ? [] : ["--reference-bytes", "\(referenceBytes)"]
        try Rights.restartAsJudge(
            arguments: ["tiltyard", "seat"] + arguments,
            keeping: [launcher.socket, lock] + [references].compactMap { $0 }
        )
    }
}
