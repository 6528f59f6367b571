/// What is asked of the machine before and during a run.
package struct EnvironmentGate: Sendable, Hashable, Codable {
    /// What happens when the machine is not fit for a fair measurement.
    package enum Mode: String, Sendable, Hashable, Codable {
        /// Nothing is measured until the machine is quiet, and for each run that was disturbed another one is added.
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
    /// How many runs a strict gate adds at most.
    ///
    /// The disturbed ones stay in the score: otherwise a submission that can make itself look disturbed would throw its
    /// slow runs away.
    package var additionalRuns: Int

    /// Makes a gate.
    package init(mode: Mode, foreignLoad: Double = 0.05, patience: Seconds = Seconds(300), additionalRuns: Int = 3) {
        self.mode = mode
        self.foreignLoad = foreignLoad
        self.patience = patience
        self.additionalRuns = additionalRuns
    }

    enum CodingKeys: String, CodingKey {
        case mode
        case additionalRuns = "additional_runs"
        case foreignLoad = "foreign_load"
        case patience = "patience_seconds"
    }
}
