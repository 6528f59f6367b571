import Execution
import FoundationEssentials
import Judging
import Logging
import Rules

extension CrusadeValidator {
    /// Has a judge get ready for the next job, when there is none yet and nothing is judged.
    ///
    /// Importing torch would be felt by a run that is timed; so this is only done while the queue is empty.
    func keepStandby() async {
        guard engine.standsBy, await standby.isWanted else { return }
        let directory = newJobDirectory
        do {
            try JobDirectory(directory).prepare(for: preset)
            await engine.standBy(directory)
            await standby.wait(in: directory)
        } catch {
            await standby.wait(in: nil)
            logger.warning("no judge could get ready", metadata: ["error": "\(error)"])
        }
    }

    /// The folder of the next job: that of the judge who waits, or a new one.
    func nextJobDirectory() async -> String { await standby.take() ?? newJobDirectory }

    private var newJobDirectory: String { "\(home.jobs)/\(UUID().uuidString.lowercased())" }

    /// Removes the folders in which judges of an earlier validator waited in vain.
    func removeAbandonedStandbys() async {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: home.jobs)) ?? [] {
            let job = JobDirectory("\(home.jobs)/\(name)")
            guard job.isPrepared, await engine.observe(job.path) == .lost else { continue }
            try? FileManager.default.removeItem(atPath: job.path)
        }
    }
}

/// Where a judge waits for the next job.
actor Standby {
    private var directory: String?
    private var hasTried = false

    /// Whether nobody waits, and nobody was sent there since the last job.
    var isWanted: Bool { !hasTried }

    /// Notes where a judge waits, or that none could be started.
    func wait(in directory: String?) {
        self.directory = directory
        hasTried = true
    }

    /// Hands the folder out, once.
    func take() -> String? {
        defer {
            directory = nil
            hasTried = false
        }
        return directory
    }
}
