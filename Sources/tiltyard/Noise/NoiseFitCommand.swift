import ArgumentParser
import Rules

/// Finds a machine's noise from runs of one and the same code.
struct NoiseFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Find how much a machine's times vary, from runs of one and the same code.",
        discussion: """
            Each file is one session: what 'tiltyard match A.py A.py --fixed-pairs 30 --json' or 'tiltyard bench A.py \
            --json' printed, or the result.json of a job. Give several: the drift is what differs between them. With --json \
            the output can be given to 'tiltyard noise table --noise FILE', and its 'noise' to a preset.
            """
    )

    @Argument(help: "Results of evaluations and matches of one submission.")
    var files: [String]

    @Flag(help: "Take files that were judged by different rules; they have to train the same.")
    var mixedRules = false

    @Flag(help: "Print the model and where it comes from as JSON.")
    var json = false

    func run() throws {
        let recorded = try RecordedFile.read(files, mixesRules: mixedRules)
        let fit: NoiseFit
        do {
            fit = try NoiseFit(recorded.map(\.session))
        } catch {
            throw CommandFailure(.usage, error.description)
        }
        if json { return try Terminal.json(fit) }
        for line in Self.fields(fit).lines { Terminal.line(line) }
    }

    /// The model for people, in per cent of a run's time.
    static func fields(_ fit: NoiseFit) -> Fields {
        let noise = fit.noise
        var pairs: [(String, String)] = [
            ("recorded", "\(fit.runs) runs in \(fit.sessions) sessions"),
            ("drift", "\(percent(noise.drift)) between sessions, known to \(percent(fit.driftError, 0)) of it"),
            ("noise", "\(percent(noise.noise)) between runs"),
            ("slow runs", "\(percent(noise.slowShare, 1)) of the runs, by \(percent(noise.slowBy)) on average"),
            (
                "movement",
                "\(percent(noise.wander)) within a session, forgotten after \(Numbers.trimmed(noise.wanderRuns)) runs"
            ),
            ("slowest run", "\(percent(fit.slowest)) above its session's median"),
        ]
        if let spread = fit.pairSpread, let deviation = fit.pairDeviation {
            let model = percent(fit.modelledPairSpread)
            pairs.append(
                ("a pair", "\(percent(spread)) apart, outliers included \(percent(deviation)); by the model \(model)")
            )
        }
        if let second = fit.secondRun {
            pairs.append(
                ("second run", "\(percent(abs(second))) \(second > 0 ? "slower" : "faster") than a pair's first")
            )
        }
        return Fields(pairs)
    }

    private static func percent(_ value: Double, _ digits: Int = 2) -> String {
        Numbers.fixed(value * 100, digits) + " %"
    }
}
