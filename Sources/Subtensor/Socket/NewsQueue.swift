import Chain
import Substrate
import Synchronization

/// The news of one subscription, which somebody reads at their own pace; so many may wait, of so many bytes, and no more.
final class NewsQueue: Sendable {
    private struct News: Sendable {
        let value: RPCValue
        let bytes: Int
    }

    private let stream: AsyncThrowingStream<News, any Error>
    private let continuation: AsyncThrowingStream<News, any Error>.Continuation
    private let byteLimit: Int
    private let waitingBytes = Mutex(0)
    private let ending = Mutex<(body: (@Sendable () -> Void)?, isOver: Bool)>((nil, false))

    init(_ options: SubtensorOptions) {
        (stream, continuation) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingOldest(options.pendingNews))
        byteLimit = options.pendingNewsBytes
    }

    deinit { end() }

    /// Says what is done when the subscription ends; at once, when it has.
    func onEnd(_ body: @escaping @Sendable () -> Void) {
        let isOver = ending.withLock { ending in
            if !ending.isOver { ending.body = body }
            return ending.isOver
        }
        if isOver { body() }
    }

    /// Adds news.
    ///
    /// - Parameters:
    ///   - news: The news.
    ///   - bytes: How many bytes the message had.
    /// - Returns: Whether there was room for it.
    func add(_ news: RPCValue, bytes: Int) -> Bool {
        let fits = waitingBytes.withLock { waiting in
            guard waiting + bytes <= byteLimit else { return false }
            waiting += bytes
            return true
        }
        guard fits else { return false }
        if case .dropped = continuation.yield(News(value: news, bytes: bytes)) { return false }
        return true
    }

    /// Ends the subscription with a failure, which is told after what waits.
    func finish(_ error: ChainError) {
        continuation.finish(throwing: error)
        sayEnd()
    }

    /// Ends the subscription: nothing more is wanted.
    func end() {
        continuation.finish()
        sayEnd()
    }

    private func sayEnd() {
        let body = ending.withLock { ending in
            defer { ending = (nil, true) }
            return ending.body
        }
        body?()
    }

    /// Waits for the next news.
    ///
    /// - Returns: The news; nil when the subscription was ended here.
    /// - Throws: Why it was ended otherwise.
    func next() async throws -> RPCValue? {
        for try await news in stream {
            waitingBytes.withLock { $0 -= news.bytes }
            return news.value
        }
        return nil
    }
}
