import Rules
import Sandbox

extension Bench {
    /// Refuses to rank on a machine that no waiting makes fit.
    ///
    /// - Throws: A `Verdict` with the code `not_rankable` under a strict gate.
    func requireFitMachine() throws {
        guard preset.environmentGate.mode == .strict else { return }
        if let reason = degradations.first(where: \.forbidsRanking) {
            throw Verdict(.notRankable, "times of this machine may not be ranked: \(reason.sentence)")
        }
        if let governor = slowGovernor {
            throw Verdict(
                .notRankable,
                "times of this machine may not be ranked: its frequency governor is \(governor)"
            )
        }
    }

    /// The governor of a contestant's processor that does not run at full frequency, if there is one.
    var slowGovernor: String? { Machine.governors(of: processors.contestant).first { $0 != "performance" } }

    /// 0 where times of this machine may not be ranked, for the numbers of a verdict.
    var rankable: Double { degradations.contains(where: \.forbidsRanking) ? 0 : 1 }

    var degradations: [Degradation] {
        guard !processors.isSeparate else { return isolation.degradations }
        let shared = Degradation(
            code: "shared_processor",
            sentence: "host and referee share processors with the contestant",
            forbidsRanking: true
        )
        return isolation.degradations + [shared]
    }

    var environment: EnvironmentRecord {
        EnvironmentRecord(
            isolation: isolation.name,
            degradations: degradations,
            isRankable: degradations.allSatisfy { !$0.forbidsRanking },
            contestantProcessors: processors.contestant,
            hostProcessors: processors.host,
            processor: Machine.processor,
            kernel: Machine.kernel,
            harness: description?.harness,
            python: description?.python,
            torch: description?.torch,
            device: description?.device,
            parameters: description?.parameters,
            flopsPerToken: flopsPerToken,
            flopsFormula: formula.rawValue,
            peakFlops: peakFlops,
            packages: description?.packages,
            sandbox: .current(
                isolation,
                mounts: HarnessResource.contestantMounts,
                temporaryBytes: preset.contestant.temporary.bytes
            )
        )
    }
}
