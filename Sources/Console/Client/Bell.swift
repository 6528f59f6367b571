import Synchronization

/// Wakes somebody who sleeps; a ring while nobody sleeps is kept, and many are one.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())

    func ring() {
        state.withLock { state in
            if let sleeper = state.sleeper { sleeper.yield() } else { state.isRung = true }
        }
    }

    /// Sleeps until the bell rings, the time is up, or the task is cancelled.
    func sleep(atMost time: Duration) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            if state.isRung { continuation.yield() }
            state.isRung = false
            state.sleeper = continuation
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream { return } }
            group.addTask { try? await Task.sleep(for: time) }
            _ = await group.next()
            group.cancelAll()
        }
        state.withLock { $0.sleeper = nil }
    }
}
