import Arena
import HTTPTypes
import Logging
import Records
import ServiceLifecycle
import Synchronization

/// Looks for new events and wakes everybody who waits for one.
///
/// A listener gets no events from here, only the word that there are some: it reads them itself, from where it is. So a
/// slow listener costs no memory and misses nothing, and what is kept for each is one number.
final class EventFeed: Service {
    /// Why a listener is woken.
    struct Signal: Sendable, Equatable {
        /// The newest event: whoever has it has nothing to read.
        var newest: Int64
        /// Whether it is time to show that the stream is alive.
        var isHeartbeat = false
    }

    private struct Listener {
        let client: String
        let continuation: AsyncStream<Signal>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
        var newest: Int64 = 0
        var isEnded = false
    }

    let source: ArenaSource
    private let options: SiteOptions
    private let logger: Logger
    private let state = Mutex(State())

    init(source: ArenaSource, options: SiteOptions, logger: Logger) {
        self.source = source
        self.options = options
        self.logger = logger
    }

    /// How many listen.
    var listeners: Int { state.withLock { $0.listeners.count } }

    /// Begins to listen; ends when the stream is let go.
    ///
    /// The stream keeps the newest signal only.
    ///
    /// - Parameter client: Who listens.
    /// - Returns: The stream, and what ends it before.
    /// - Throws: `SiteError.Code.tooManyStreams`.
    func listen(for client: String) throws -> (signals: AsyncStream<Signal>, end: @Sendable () -> Void) {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(1))
        let (number, newest) = try state.withLock { state in
            guard !state.isEnded else { throw SiteError.closed }
            try admit(client, among: state.listeners)
            state.next += 1
            state.listeners[state.next] = Listener(client: client, continuation: continuation)
            return (state.next, state.newest)
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        continuation.yield(Signal(newest: newest))
        return (stream, { continuation.finish() })
    }

    private func admit(_ client: String, among listeners: [Int: Listener]) throws {
        guard listeners.count < options.streams else {
            throw SiteError(
                .tooManyStreams,
                "As many streams are open as this site gives; try again later.",
                fields: [.retryAfter: "30"]
            )
        }
        guard options.requestsPerSecond > 0 else { return }
        guard listeners.values.count(where: { $0.client == client }) < options.streamsOfOneAddress else {
            throw SiteError(
                .tooManyStreams,
                "This address has as many streams open as one may have; end one of them.",
                fields: [.retryAfter: "30"]
            )
        }
    }

    /// Ends every stream, and lets none begin any more.
    ///
    /// One call for all of them: a task for each that waits for the shutdown costs as much memory as the stream itself.
    func end() {
        let listeners = state.withLock { state in
            state.isEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.continuation.finish() }
    }

    /// Asks the records again and again until the site is shut down.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var beat = ContinuousClock.now
            while !Task.isCancelled {
                await self.look()
                if beat + self.options.heartbeat < .now {
                    beat = .now
                    self.wake(isHeartbeat: true)
                }
                try? await Task.sleep(for: self.options.pollInterval)
            }
        }
    }

    private func look() async {
        // An arena that is not there yet is no news; every request says so.
        guard let newest = try? await source.records().newestEvent() else { return }
        let (before, listeners) = state.withLock { state in
            defer { state.newest = newest }
            return (state.newest, Array(state.listeners.values))
        }
        if newest > before { wake() }
        // An older arena has taken the place of this one: who has later numbers would miss what gets them anew. Whoever
        // comes back is told of everything.
        if newest < before { for listener in listeners { listener.continuation.finish() } }
    }

    private func wake(isHeartbeat: Bool = false) {
        let (newest, listeners) = state.withLock { ($0.newest, Array($0.listeners.values)) }
        for listener in listeners { listener.continuation.yield(Signal(newest: newest, isHeartbeat: isHeartbeat)) }
    }
}
