/// What is asked of the machine before and during a run.
package struct EnvironmentGate: Sendable, Hashable, Codable {
    /// What happens when the machine is not fit for a fair measurement.
    package enum Mode: String, Sendable, Hashable, Codable {
        /// Nothing is measured until the machine is quiet, and a run that was disturbed is repeated with its seed.
        case strict
        /// The number is published and marked.
        case warn
        /// Nothing is looked at.
        case off
    }

    /// What happens.
    package var mode: Mode
    /// The largest share of the processors' time that others may use, from 0 to 1.
    package var foreignLoad: Double
    /// How long a strict gate waits for a quiet machine before one run.
    package var patience: Seconds
    /// How often a strict gate has a run repeated that others disturbed.
    package var repeats: Int

    /// Makes a gate.
    package init(mode: Mode, foreignLoad: Double = 0.05, patience: Seconds = Seconds(300), repeats: Int = 3) {
        self.mode = mode
        self.foreignLoad = foreignLoad
        self.patience = patience
        self.repeats = repeats
    }

    enum CodingKeys: String, CodingKey {
        case mode, repeats
        case foreignLoad = "foreign_load"
        case patience = "patience_seconds"
    }
}
