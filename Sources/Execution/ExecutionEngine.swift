/// Carries out job directories somewhere: on this machine now, on a cluster later.
package protocol ExecutionEngine: Sendable {
    /// How many jobs may run at once.
    var capacity: Int { get }
    /// Carries out a job and returns when it has ended.
    ///
    /// Cancelling the task ends the wait. Whether it ends the job as well is the engine's affair; `cancel` does.
    ///
    /// - Parameters:
    ///   - directory: The job's folder.
    ///   - onProgress: Is given each line that the job reports, in order.
    /// - Returns: How the job's process ended.
    /// - Throws: `ExecutionError` when the job could not even be started. A job that ends badly is a value.
    func execute(
        _ directory: String,
        onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd
    /// Whether `standBy` does anything.
    var standsBy: Bool { get }
    /// Starts a judge ahead of its job: `execute` with the same folder hands the job to it.
    ///
    /// The folder holds `preset.json` and nothing else. At most one judge waits at a time: the last one. A judge that has no job ends with whoever started it, and one
    /// that ended before it had one is not missed: `execute` starts another.
    func standBy(_ directory: String) async
    /// Ends a job that is being worked on, whoever started it.
    func cancel(_ directory: String) async
    /// Looks at a job without touching it, as a validator does that has just been started.
    func observe(_ directory: String) async -> ExecutionState
}

extension ExecutionEngine {
    package var standsBy: Bool { false }
    package func standBy(_ directory: String) async {}
}

/// Where a job stands, seen from outside.
package enum ExecutionState: Sendable, Hashable {
    /// Somebody works on it.
    case running
    /// Its result is there.
    case finished
    /// Nobody works on it and there is no result.
    case lost
}

/// How a job's process ended.
///
/// What it found is in its directory.
package struct ExecutionEnd: Sendable, Hashable {
    /// Whether the process ended by itself with status 0.
    package var isSuccess: Bool
    /// What it said on its error stream, at most 4096 characters.
    package var errorText: String

    package init(isSuccess: Bool, errorText: String) {
        self.isSuccess = isSuccess
        self.errorText = errorText
    }
}

/// A job that could not be started.
package struct ExecutionError: Error, Sendable, CustomStringConvertible {
    package let description: String
}
