import Execution
import Foundation
import Judging
import Rules
import Synchronization

/// An engine by script that also has judges wait for their jobs.
final class StandbyEngine: ExecutionEngine {
    /// What happened, in order.
    enum Happening: Sendable, Equatable {
        case waits(String)
        case executes(String)
    }

    let capacity = 1
    let standsBy = true
    private let inner = ScriptedEngine()
    private let happenings = Mutex<[Happening]>([])

    var all: [Happening] { happenings.withLock { $0 } }

    func standBy(_ directory: String) async {
        happenings.withLock { $0.append(.waits(directory)) }
    }

    func execute(_ directory: String, onProgress: @escaping @Sendable (String) async -> Void) async throws
        -> ExecutionEnd
    {
        happenings.withLock { $0.append(.executes(directory)) }
        return try await inner.execute(directory, onProgress: onProgress)
    }

    func cancel(_ directory: String) async { await inner.cancel(directory) }

    func observe(_ directory: String) async -> ExecutionState { await inner.observe(directory) }
}
