import ArgumentParser
import Glibc
import Judging
import Sandbox

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

    @Flag(help: "The job is not there yet; a byte on descriptor 0 says when it is.")
    var standby = false

    @Flag(help: "End when nobody reads the standard output any more.")
    var attached = false

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        if attached { Audience.endWithIt() }
        // Descriptor 4 is the folder's lock, which goes when this process ends.
        let job = JobDirectory(".")
        do {
            let privileged = Rights.privilegedThreads()
            guard privileged.isEmpty else {
                throw SandboxError(.spawnFailed, "threads \(privileged) still have rights")
            }
            let isolation = try LauncherClient(resuming: Channel(Descriptor(owning: 3)))
            let bench = standby ? Self.makeReady(job, isolation) : nil
            guard !standby || Self.awaitJob() else { return }
            try job.isMatch ? decide(job, isolation, bench) : evaluate(job, isolation, bench)
        } catch let verdict as Verdict {
            try job.refuse(verdict)
        } catch {
            try job.refuse(Verdict(.sandboxFailed, "\(error)"))
        }
    }

    /// Does what can be done before the job is known.
    ///
    /// Whatever fails now is tried again for the job, which gets its verdict then.
    private static func makeReady(_ job: JobDirectory, _ isolation: LauncherClient) -> StandbyBench? {
        try? StandbyBench(preset: job.expectedPreset(), isolation: isolation)
    }

    /// Waits for the word that the job is there; answers `false` when whoever would say it is gone.
    private static func awaitJob() -> Bool {
        var byte: UInt8 = 0
        while true {
            let count = read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1
        }
    }

    private func evaluate(_ job: JobDirectory, _ isolation: LauncherClient, _ bench: StandbyBench?) throws {
        let judge = try Judge(
            plan: try job.plan(),
            code: try job.code(limit: Self.codeLimit),
            isolation: isolation,
            standby: bench,
            references: referenceBytes.map { ReferenceCache(folder: Descriptor(owning: 5), limit: $0) },
            report: ProgressLine.write,
            keepLog: { try? job.keep(log: $0, named: $1) }
        )
        try job.publish(judge.evaluate())
    }

    private func decide(_ job: JobDirectory, _ isolation: LauncherClient, _ bench: StandbyBench?) throws {
        let judge = try MatchJudge(
            plan: try job.matchPlan(),
            challenger: try job.code(ofSide: "challenger", limit: Self.codeLimit),
            champion: try job.code(ofSide: "champion", limit: Self.codeLimit),
            isolation: isolation,
            standby: bench,
            report: ProgressLine.write,
            keepLog: { try? job.keep(log: $0, named: $1) }
        )
        try job.publish(judge.decide())
    }

    /// The most bytes of one submission's code.
    private static let codeLimit = 64 << 20
}

extension JobDirectory {
    /// Publishes the result of a job that could not even be begun.
    func refuse(_ verdict: Verdict) throws {
        if isMatch {
            try publish(MatchResult(refusing: try matchPlan(), verdict))
        } else {
            try publish(EvaluationResult(refusing: try plan(), verdict))
        }
    }
}
