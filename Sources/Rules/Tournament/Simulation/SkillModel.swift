/// How good entrants are, and how much of it a task shows.
package struct SkillModel: Sendable, Hashable, Codable {
    /// How far entrants lie apart, as a standard deviation of a fraction of their losses.
    package var spread = 0.03
    /// How far one entrant's results in tasks lie apart, in the same measure.
    package var noise = 0.02
    /// How far the losses of two models on one sample lie apart besides, in nats.
    package var sampleNoise = 0.2
    /// How many held-out samples a task has.
    package var samples = 100
    /// The share of attempts that fail by the competitor's fault.
    package var competitorFailures = 0.02
    /// The share of attempts that the machinery fails.
    package var infrastructureFailures = 0.02
    /// The share of attempts that show that the task cannot be done.
    package var taskFailures = 0.0
    /// The share of attempts of which nothing is ever heard.
    package var silence = 0.0
    /// The share of results that are not a number, and of those that equal everybody else's.
    package var oddities = 0.0

    /// Makes the model that the simulator uses unless told otherwise; its numbers are assumed, not measured.
    package init() {}

    enum CodingKeys: String, CodingKey {
        case spread, noise, samples, silence, oddities
        case sampleNoise = "sample_noise"
        case competitorFailures = "competitor_failures"
        case infrastructureFailures = "infrastructure_failures"
        case taskFailures = "task_failures"
    }
}

/// Results by skill and chance.
///
/// The same seed gives the same results, in whatever order they are asked for.
package struct SkilledPerformer: TaskPerformer, Sendable {
    /// How much of skill a task shows.
    package let model: SkillModel
    /// How good each is; 0 is the mean of entrants.
    package let skills: [String: Double]
    /// Which tasks are decided sample by sample.
    package let samples: SampleRule?

    /// Makes a performer.
    ///
    /// - Parameters:
    ///   - model: How much of skill a task shows.
    ///   - skills: How good each is.
    ///   - samples: Which tasks are decided sample by sample.
    package init(model: SkillModel, skills: [String: Double], samples: SampleRule?) {
        self.model = model
        self.skills = skills
        self.samples = samples
    }

    /// Returns a result that skill and chance make.
    ///
    /// - Parameters:
    ///   - order: The task; its seed is the chance.
    ///   - due: The competitor and the attempt.
    ///   - opponents: All who take part in the task.
    /// - Returns: The report; nil where nothing is ever heard.
    package func report(on order: TaskOrder, due: TaskOrder.Due, opponents: [String]) -> Report? {
        var task = SplitMix(seed: order.seed)
        let level = 1 + 0.5 * task.uniform()
        var lots = SplitMix(seed: order.seed ^ Self.mixed(due.hotkey, due.attempt))
        switch lots.uniform() {
        case ...model.silence: return nil
        case ...(model.silence + model.taskFailures): return .failed(.task)
        case ...(model.silence + model.taskFailures + model.infrastructureFailures): return .failed(.infrastructure)
        case ...(model.silence + model.taskFailures + model.infrastructureFailures + model.competitorFailures):
            return .failed(.competitor)
        default: break
        }
        let oddity = lots.uniform()
        if oddity <= model.oddities / 2 { return .score(.nan) }
        if oddity <= model.oddities { return .score(level) }
        let shown = (skills[due.hotkey] ?? 0) + model.noise * lots.normal()
        return report(shown, on: order, due: due, opponents: opponents, level: level, lots: &lots)
    }

    private func report(
        _ shown: Double,
        on order: TaskOrder,
        due: TaskOrder.Due,
        opponents: [String],
        level: Double,
        lots: inout SplitMix
    ) -> Report {
        switch order.kind {
        case .grpo: return .score(level - 1 + shown)
        case .environment:
            // The share of games won against the mean of the others, by the difference of skills.
            let others = opponents.filter { $0 != due.hotkey }.map { skills[$0] ?? 0 }
            let mean = others.isEmpty ? 0 : others.reduce(0, +) / Double(others.count)
            let lead = 10 * (shown - mean)
            return .score(0.5 + lead / (2 * (1 + abs(lead))))
        case .instruct, .chat, .dpo, .continuousSFT, .image:
            let loss = level * max(0.01, 1 - shown)
            guard let samples, samples.kinds.contains(order.kind) else { return .score(loss) }
            var shared = SplitMix(seed: order.seed &+ 1)
            return .samples(
                (0..<max(1, model.samples)).map { _ in
                    max(0, loss + 0.5 * shared.normal() + model.sampleNoise * lots.normal() / 2.0.squareRoot())
                }
            )
        }
    }

    /// A number of a name and an attempt (FNV-1a), to give each competitor chance of its own.
    private static func mixed(_ name: String, _ attempt: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var mix = SplitMix(seed: hash &+ UInt64(truncatingIfNeeded: attempt))
        return mix.next()
    }
}

extension SplitMix {
    /// Returns a number of mean 0 and deviation 1, nearly normally distributed: the sum of twelve uniform ones.
    ///
    /// Logarithms and cosines differ in their last digit from machine to machine; sums do not.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}
