import Chain
import Substrate
import Synchronization

/// The news of one subscription, which somebody reads at their own pace; so many may wait, and no more.
final class NewsQueue: Sendable {
    private let stream: AsyncThrowingStream<RPCValue, any Error>
    private let continuation: AsyncThrowingStream<RPCValue, any Error>.Continuation
    private let ending = Mutex<(@Sendable () -> Void)?>(nil)

    init(limit: Int) {
        (stream, continuation) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingOldest(limit))
    }

    deinit { end() }

    /// Says what is done when nobody reads any more.
    func onEnd(_ body: @escaping @Sendable () -> Void) { ending.withLock { $0 = body } }

    /// Adds news.
    ///
    /// - Returns: Whether there was room for it.
    func add(_ news: RPCValue) -> Bool {
        if case .dropped = continuation.yield(news) { return false }
        return true
    }

    /// Ends the news with a failure, after what waits.
    func finish(_ error: ChainError) { continuation.finish(throwing: error) }

    /// Ends the subscription: nothing more is wanted.
    func end() {
        continuation.finish()
        let body = ending.withLock { ending in
            defer { ending = nil }
            return ending
        }
        body?()
    }

    /// Waits for the next news.
    ///
    /// - Returns: The news; nil when the subscription was ended here.
    /// - Throws: Why it was ended otherwise.
    func next() async throws -> RPCValue? {
        for try await news in stream { return news }
        return nil
    }
}
