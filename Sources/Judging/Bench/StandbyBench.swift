package import Rules
package import Sandbox

/// A bench that was made ready before its job was known: the referee knows the workload, and a contestant has imported
/// torch.
///
/// Neither knows whose submission will be judged, or a seed.
package final class StandbyBench {
    private let bench: Bench

    /// Makes a bench ready.
    ///
    /// - Parameters:
    ///   - preset: The rules that a job is expected for.
    ///   - isolation: Where sandboxes come from.
    /// - Throws: A `Verdict` or `SandboxError`. A job need not know: it is judged on a bench of its own then, and gets the
    ///   verdict that is due.
    package init(preset: Preset, isolation: any Isolation) throws {
        bench = Bench(preset: preset, isolation: isolation, references: nil, peakFlops: nil)
        bench.processors.confineHost()
        try bench.makeReady()
    }

    /// Hands out the bench for a job by these rules; closes it and answers `nil` when the job has others.
    func claim(for preset: Preset) -> Bench? {
        if bench.preset == preset { return bench }
        bench.close()
        return nil
    }
}

extension Bench {
    /// Makes the bench of a job: the one that waits for it, or another.
    ///
    /// - Parameters:
    ///   - preset: The rules.
    ///   - standby: What was made ready for the job, if anything was.
    ///   - isolation: Where sandboxes come from.
    ///   - references: Where results of reference trainings are kept.
    ///   - peakFlops: The machine's matmul peak in FLOP/s, if it has been measured already.
    /// - Returns: The bench.
    static func make(
        preset: Preset,
        standby: StandbyBench?,
        isolation: any Isolation,
        references: ReferenceCache?,
        peakFlops: Double?
    ) -> Bench {
        guard let bench = standby?.claim(for: preset) else {
            return Bench(preset: preset, isolation: isolation, references: references, peakFlops: peakFlops)
        }
        bench.takeUp(references: references, peakFlops: peakFlops)
        return bench
    }
}
