import Rules
import Sandbox

extension Bench {
    /// The kernel knows better than the process why it ended.
    ///
    /// A sandbox that nobody could end says nothing about its submission: the launcher may have died before it.
    func explained(_ verdict: Verdict, by usage: SandboxUsage?) throws -> Verdict {
        guard verdict.responsibility == .competitor else { return verdict }
        guard let usage else { throw Verdict(.sandboxFailed, "the launcher failed during a run") }
        let limits = preset.contestant
        if let kills = usage.memoryKills, kills > 0 {
            return Verdict(
                .outOfMemory,
                "the submission needed more than \(limits.memory) of memory",
                numbers: ["memory_bytes_limit": Double(limits.memory.bytes)]
            )
        }
        if let refused = usage.refusedProcesses, refused > 0 {
            return Verdict(
                .tooManyProcesses,
                "the submission started more than \(limits.processes) processes and threads",
                numbers: ["processes_limit": Double(limits.processes), "refused": Double(refused)]
            )
        }
        return verdict
    }
}
