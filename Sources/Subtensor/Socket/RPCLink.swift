import Chain
import NIOCore
import NIOWebSocket
import Substrate
import Synchronization

/// One connection to a node: requests with their answers, and subscriptions.
///
/// It ends once and for all; whoever wants to go on makes another.
final class RPCLink: Sendable {
    /// Somebody who waits for an answer.
    enum Waiting {
        case call(CheckedContinuation<RPCValue, any Error>, Scheduled<Void>)
        case subscription(CheckedContinuation<RPCValue, any Error>, Scheduled<Void>, NewsQueue)
    }

    struct Contents {
        var calls: Int64 = 0
        var waiting: [Int64: Waiting] = [:]
        var queues: [RPCIdentifier: NewsQueue] = [:]
        /// Why the connection has ended.
        var end: ChainError?
    }

    private let channel: any Channel
    let options: SubtensorOptions
    let contents = Mutex(Contents())

    init(_ channel: any Channel, _ options: SubtensorOptions) {
        self.channel = channel
        self.options = options
    }

    /// Whether it can still be used.
    var isOpen: Bool { contents.withLock { $0.end == nil } }

    /// Ends the connection: everybody who waits is told why.
    func close(_ reason: ChainError) {
        let (waiting, queues) = contents.withLock { contents -> ([Waiting], [NewsQueue]) in
            guard contents.end == nil else { return ([], []) }
            contents.end = reason
            defer { (contents.waiting, contents.queues) = ([:], [:]) }
            return (Array(contents.waiting.values), Array(contents.queues.values))
        }
        for each in waiting { resume(each, .failure(reason)) }
        for queue in queues { queue.finish(reason) }
        channel.close(promise: nil)
    }
}

extension RPCLink {
    /// Calls a method.
    ///
    /// - Parameters:
    ///   - method: Its name.
    ///   - parameters: What it is given, by place.
    /// - Returns: The answer.
    /// - Throws: `ChainError` with `disconnected`, `timedOut`, `malformedAnswer`, `overloaded`, or what the node's failure
    ///   means.
    func call(_ method: String, _ parameters: [RPCValue]) async throws -> RPCValue {
        try await request(method, parameters, queue: nil)
    }

    /// Subscribes to something.
    ///
    /// - Parameters:
    ///   - method: The method that begins the subscription.
    ///   - parameters: What it is given, by place.
    ///   - ending: The method that ends it, which is called when nobody reads the news any more.
    /// - Returns: The news, which ends when the connection does.
    /// - Throws: As for calls.
    func subscribe(_ method: String, _ parameters: [RPCValue] = [], ending: String) async throws -> NewsQueue {
        let queue = NewsQueue(options)
        let answer = try await request(method, parameters, queue: queue)
        queue.onEnd { [weak self] in self?.unsubscribe(answer, ending) }
        return queue
    }

    private func request(_ method: String, _ parameters: [RPCValue], queue: NewsQueue?) async throws -> RPCValue {
        let number = contents.withLock { contents in
            contents.calls += 1
            return contents.calls
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard wait(number, method, continuation, queue) else { return }
                // Who was cancelled before this has not been heard.
                guard !Task.isCancelled else { return finish(number, .failure(CancellationError())) }
                let request = RPCRequest(method, .array(parameters), identifier: .number(number))
                send(WebSocketFrame.text(request.json))
            }
        } onCancel: {
            finish(number, .failure(CancellationError()))
        }
    }

    /// Notes who waits for an answer.
    ///
    /// - Returns: Whether the call is to be sent; if not, whoever waits has been told why.
    private func wait(
        _ number: Int64,
        _ method: String,
        _ continuation: CheckedContinuation<RPCValue, any Error>,
        _ queue: NewsQueue?
    ) -> Bool {
        let time = options.callTime
        let alarm = channel.eventLoop.scheduleTask(in: TimeAmount(time)) { [weak self] () -> Void in
            self?.finish(number, .failure(ChainError(.timedOut, "the node has not answered \(method) within \(time)")))
        }
        let waiting: Waiting = queue.map { .subscription(continuation, alarm, $0) } ?? .call(continuation, alarm)
        let refusal = contents.withLock { contents -> ChainError? in
            if let end = contents.end { return end }
            guard contents.waiting.count < options.pendingCalls else {
                return ChainError(.overloaded, "\(contents.waiting.count) calls wait for the node; no more are sent")
            }
            contents.waiting[number] = waiting
            return nil
        }
        if let refusal { resume(waiting, .failure(refusal)) }
        return refusal == nil
    }

    private func unsubscribe(_ subscription: RPCValue, _ ending: String) {
        let number = contents.withLock { contents -> Int64? in
            guard contents.end == nil, let identifier = RPCIdentifier(subscription: subscription),
                contents.queues.removeValue(forKey: identifier) != nil
            else { return nil }
            contents.calls += 1
            return contents.calls
        }
        // Nobody waits for the answer.
        guard let number else { return }
        let request = RPCRequest(ending, .array([subscription]), identifier: .number(number))
        send(WebSocketFrame.text(request.json))
    }

    private func send(_ frame: WebSocketFrame) { channel.writeAndFlush(frame, promise: nil) }

    private func finish(_ number: Int64, _ result: Result<RPCValue, any Error>) {
        let waiting = contents.withLock { $0.waiting.removeValue(forKey: number) }
        if let waiting { resume(waiting, result) }
    }

    func resume(_ waiting: Waiting, _ result: Result<RPCValue, any Error>) {
        switch waiting {
        case .call(let continuation, let alarm), .subscription(let continuation, let alarm, _):
            alarm.cancel()
            continuation.resume(with: result)
        }
    }
}

extension WebSocketFrame {
    /// A whole message from a client, masked as it has to be.
    fileprivate static func text(_ bytes: [UInt8]) -> WebSocketFrame {
        WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: bytes))
    }
}

extension TimeAmount {
    init(_ duration: Duration) { self = .nanoseconds(Int64(duration / .nanoseconds(1))) }
}
