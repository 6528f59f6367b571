package import Foundation
package import Rules

/// One submission's way to its verdict.
package struct Evaluation: Sendable, Hashable {
    /// How far it has come.
    package enum State: String, Sendable, Hashable {
        /// It waits to be run.
        case queued
        /// One execution of it is under way.
        case running
        /// It has its verdict.
        case done
    }

    /// The globally unique token.
    package let id: String
    /// The submission that is judged.
    package let submission: String
    /// The epoch that its seeds belong to.
    package let epoch: Int64
    /// The name of the rules.
    package let presetName: String
    /// The hash of the rules.
    package let presetHash: String
    /// How far it has come.
    package let state: State
    /// How often it was started.
    package let attempts: Int
}

/// An evaluation that waits to be run, with everything that its job directory needs.
package struct QueuedEvaluation: Sendable, Hashable {
    /// The evaluation.
    package let evaluation: Evaluation
    /// Who submitted the code.
    package let hotkey: Hotkey
    /// The hash that the commitment promised.
    package let codeHash: CodeHash
    /// The code.
    package let code: Data
    /// The bytes that the seeds are drawn from; they stay on the host.
    package let secret: EpochSecret
    /// The block whose hash goes into the seeds too.
    package let beacon: Beacon
}

/// One attempt at an evaluation, in its own directory.
package struct Execution: Sendable, Hashable {
    /// How an attempt ends.
    package enum State: String, Sendable, Hashable {
        /// It is under way.
        case started
        /// Its result was taken.
        case finished
        /// It left no result.
        case lost
    }

    /// The globally unique token.
    package let id: String
    /// The evaluation that it tries.
    package let evaluation: String
    /// The job directory.
    package let directory: String
    /// How it stands.
    package let state: State
}
