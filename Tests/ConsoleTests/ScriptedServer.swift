import Foundation
import Synchronization

@testable import Console

/// A server that answers from a contest, or as it is told to.
final class ScriptedServer: ArenaServer {
    private struct State {
        var failures = 0
        var unchanged = 0
        var answer: (@Sendable () -> Answer)?
        var listener: AsyncStream<String>.Continuation?
        var early: [String] = []
    }

    private let snapshot: Snapshot
    private let state = Mutex(State())

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
    }

    /// How many answers were that nothing has changed.
    var unchanged: Int { state.withLock { $0.unchanged } }

    func fail(times: Int) { state.withLock { $0.failures = times } }

    func say(_ answer: @escaping @Sendable () -> Answer) { state.withLock { $0.answer = answer } }

    /// Sends something to whoever listens, or to the first who will.
    func happen(_ text: String) {
        state.withLock { state in
            if let listener = state.listener { listener.yield(text) } else { state.early.append(text) }
        }
    }

    func ask(_ path: String, tag: String?) async throws(ConsoleError) -> Answer {
        let fails = state.withLock { state in
            defer { state.failures = max(0, state.failures - 1) }
            return state.failures > 0
        }
        if fails { throw ConsoleError(.unreachable, "x cannot be reached") }
        if let answer = state.withLock({ $0.answer }) { return answer() }
        if tag == "1" {
            state.withLock { $0.unchanged += 1 }
            return .unchanged
        }
        return .document(document(path), tag: "1")
    }

    private func document(_ path: String) -> Data {
        let value: any Encodable =
            switch path.split(separator: "?").first {
            case "/v1/board": snapshot.board
            case "/v1/submissions": BoardReply.Part(items: snapshot.submissions)
            case "/v1/history": snapshot.history
            case "/v1/queue": snapshot.queue
            case "/v1/validator": snapshot.validator
            case "/v1/events": BoardReply.Part(items: snapshot.newest.map { [$0] } ?? [])
            default: HealthReply(status: "healthy", preset: "x")
            }
        return (try? JSONEncoder().encode(value)) ?? Data()
    }

    func listen(after last: String?, hear: @Sendable (Data) async -> Void) async throws(ConsoleError) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        state.withLock { state in
            state.listener = continuation
            for text in state.early { continuation.yield(text) }
            state.early = []
        }
        for await text in stream { await hear(Data(text.utf8)) }
    }
}
