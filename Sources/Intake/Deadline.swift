import NIOCore

/// Work that has an end in time, whatever the other side is doing.
enum Deadline {
    /// Does work, and stops it when the time is up.
    ///
    /// - Parameters:
    ///   - time: How long it may take.
    ///   - work: The work; it is told until when.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws, or `IntakeError.Code.fetchTimedOut`.
    static func run<Answer: Sendable>(
        _ time: Duration,
        _ work: @escaping @Sendable (NIODeadline) async throws -> Answer
    ) async throws -> Answer {
        let deadline = NIODeadline.now() + TimeAmount(time)
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work(deadline) }
            group.addTask {
                try await Task.sleep(for: time)
                throw IntakeError.timedOut
            }
            guard let first = try await group.next() else { preconditionFailure("the group has two tasks") }
            return first
        }
    }
}
