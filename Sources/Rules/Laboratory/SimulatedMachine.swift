import Glibc

/// A machine whose times vary as a ``NoiseModel`` says.
///
/// The code of the champion needs a time of one; a challenger with a gain of 0.02 is 2 % faster.
package struct SimulatedMachine: Sendable {
    /// How much times vary.
    package let noise: NoiseModel
    /// What all chance is drawn from.
    package var random: SplitMix

    private let correlation: Double
    private var level = 0.0
    private var movement = 0.0
    private var spare: Double?

    /// Makes a machine in its first session.
    ///
    /// - Parameters:
    ///   - noise: How much times vary.
    ///   - seed: Where all chance comes from.
    package init(noise: NoiseModel, seed: UInt64) {
        self.noise = noise
        random = SplitMix(seed: seed)
        correlation = exp(-1 / noise.wanderRuns)
        beginSession()
    }

    /// Begins an evaluation or a match: from here on the machine has another level.
    package mutating func beginSession() {
        level = noise.drift * normal()
        movement = noise.wander > 0 ? noise.wander * normal() : 0
    }

    /// Runs some code once, right after the run before it.
    ///
    /// - Parameter gain: By what fraction it is faster than the champion's.
    /// - Returns: The logarithm of its time.
    package mutating func run(gain: Double = 0) -> Double {
        var time = level + movement + noise.noise * normal() - log1p(gain)
        if noise.slowShare > 0, random.uniform() <= noise.slowShare { time -= noise.slowBy * log(random.uniform()) }
        if noise.wander > 0 {
            let fresh = (1 - correlation * correlation).squareRoot()
            movement = correlation * movement + fresh * noise.wander * normal()
        }
        return time
    }

    /// Draws from the standard normal distribution, by Marsaglia's polar method.
    private mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let x = 2 * random.uniform() - 1
            let y = 2 * random.uniform() - 1
            let square = x * x + y * y
            guard square < 1, square > 0 else { continue }
            let scale = (-2 * log(square) / square).squareRoot()
            spare = y * scale
            return x * scale
        }
    }
}
