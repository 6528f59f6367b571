import Chain
import Substrate
import Synchronization

/// What comes from the node.
extension RPCLink {
    /// Takes a message from the node.
    ///
    /// A subscription is known before the next message is looked at, so that no news is lost between its beginning and the
    /// moment in which somebody learns of it.
    func receive(_ text: [UInt8]) {
        do {
            switch try RPCOutgoing(text, limit: options.messageBytes) {
            case .response(let response): answer(response)
            case .batch(let responses): responses.forEach(answer)
            case .notification(let news): deliver(news, bytes: text.count)
            }
        } catch {
            close(ChainError(.malformedAnswer, "the node sent something that is no JSON-RPC: \(error)", cause: error))
        }
    }

    private func answer(_ response: RPCResponse) {
        guard case .number(let number) = response.identifier else {
            if case .failure(let failure) = response.result, response.identifier == .null {
                close(ChainError(.malformedAnswer, "the node understood nothing of what was sent: \(failure.message)"))
            }
            return
        }
        let (waiting, isSound) = contents.withLock { contents -> (Waiting?, Bool) in
            guard let waiting = contents.waiting.removeValue(forKey: number) else { return (nil, true) }
            guard case .subscription(_, _, let queue) = waiting, case .success(let value) = response.result else {
                return (waiting, true)
            }
            guard let identifier = RPCIdentifier(subscription: value) else { return (waiting, false) }
            contents.queues[identifier] = queue
            return (waiting, true)
        }
        guard let waiting else { return }
        guard isSound else {
            return resume(waiting, .failure(ChainError(.malformedAnswer, "the node gave a subscription no identifier")))
        }
        resume(waiting, response.result.mapError { ChainError($0) })
    }

    private func deliver(_ news: RPCNotification, bytes: Int) {
        let queue = contents.withLock { $0.queues[news.subscription] }
        guard let queue, !queue.add(news.result, bytes: bytes) else { return }
        queue.finish(
            ChainError(
                .overloaded,
                "more than \(options.pendingNews) news of a subscription wait, or more than \(options.pendingNewsBytes) bytes "
                    + "of them; it was ended"
            )
        )
    }
}

extension RPCIdentifier {
    /// What a request to subscribe was answered with.
    init?(subscription value: RPCValue) {
        switch value {
        case .string(let text) where text.utf8.count <= RPCLimits.nameBytes: self = .text(text)
        case .integer(let number): self = .number(number)
        default: return nil
        }
    }
}
