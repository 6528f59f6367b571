import Chain
import Substrate

/// Calls to a node over one connection at a time, which is sought again whenever it is lost.
actor RPCClient {
    private let address: NodeAddress
    private let options: SubtensorOptions
    /// Makes sure that the node serves the right chain, before anything else is asked of it.
    private let greet: @Sendable (RPCLink) async throws -> Void
    private var link: RPCLink?
    private var attempt: Task<RPCLink, any Error>?
    /// Why nothing is asked of the node any more.
    private var refusal: ChainError?

    init(
        _ address: NodeAddress,
        _ options: SubtensorOptions,
        greet: @escaping @Sendable (RPCLink) async throws -> Void = { _ in }
    ) {
        self.address = address
        self.options = options
        self.greet = greet
    }

    deinit {
        attempt?.cancel()
        link?.close(ChainError(.disconnected, "the client has ended"))
    }

    /// Ends the connection for good.
    func close() { refuse(ChainError(.disconnected, "the client has ended")) }

    private func refuse(_ reason: ChainError) {
        refusal = refusal ?? reason
        attempt?.cancel()
        link?.close(reason)
        link = nil
    }
}

extension RPCClient {
    /// Calls a method that changes nothing, again and again while connections are lost and nodes are behind.
    ///
    /// - Returns: The answer.
    /// - Throws: `ChainError`: `unreachable` and `behind` after the patience of the options, `lostBlocks`, `wrongChain` and
    ///   then for ever, or what the answer says.
    func call(_ method: String, _ parameters: [RPCValue] = []) async throws -> RPCValue {
        let deadline = ContinuousClock.now + options.patience
        return try await options.whileBehind {
            while true {
                do {
                    return try await connected(until: deadline).call(method, parameters)
                } catch let error as ChainError where error.code == .disconnected {
                    // What refuses the node says more than that the connection was ended for it.
                    guard refusal == nil, ContinuousClock.now < deadline else { throw refusal ?? error }
                }
            }
        }
    }

    /// Calls a method about a block that some node has told of: one that knows nothing of it is behind, and is asked again.
    ///
    /// - Returns: The answer, which is not null.
    /// - Throws: As for other calls.
    func find(_ method: String, _ parameters: [RPCValue]) async throws -> RPCValue {
        try await options.whileBehind {
            let answer = try await call(method, parameters)
            guard answer != .null else {
                let what = parameters.first?.text ?? ""
                throw ChainError(.behind, "the node does not know the block \(what), which is there (\(method))")
            }
            return answer
        }
    }

    /// Leaves the connection of the moment; the next call makes another.
    func leave(_ reason: ChainError) {
        link?.close(reason)
        link = nil
    }

    /// Subscribes to something on the connection of the moment; the news ends with it.
    func subscribe(_ method: String, _ parameters: [RPCValue] = [], ending: String) async throws -> NewsQueue {
        try await connected(until: ContinuousClock.now + options.patience)
            .subscribe(method, parameters, ending: ending)
    }

    /// The connection, which is made when there is none.
    ///
    /// - Parameter deadline: Until when it is tried again; once at least.
    /// - Returns: The connection.
    /// - Throws: `ChainError`: `unreachable`, `behind`, `lostBlocks`, or `wrongChain` and then for ever.
    func connected(until deadline: ContinuousClock.Instant) async throws -> RPCLink {
        while true {
            if let refusal { throw refusal }
            if let link, link.isOpen { return link }
            let attempt = attempt ?? makeAttempt(until: deadline)
            do {
                let link = try await withTaskCancellationHandler {
                    try await attempt.value
                } onCancel: {
                    attempt.cancel()
                }
                // It may have been lost again while this waited for its turn.
                if link.isOpen { return link }
            } catch is CancellationError {
                // That of another caller, unless it was this one's.
                try Task.checkCancellation()
            } catch let error as ChainError where [.unreachable, .disconnected, .behind].contains(error.code) {
                // The attempt of another caller may have had less time than there is here.
                guard ContinuousClock.now < deadline, refusal == nil else { throw refusal ?? error }
            }
            try Task.checkCancellation()
        }
    }

    private func makeAttempt(until deadline: ContinuousClock.Instant) -> Task<RPCLink, any Error> {
        let new = Task { try await self.connect(until: deadline) }
        attempt = new
        return new
    }

    private func connect(until deadline: ContinuousClock.Instant) async throws -> RPCLink {
        defer { attempt = nil }
        var pause = options.firstPause
        while true {
            do {
                let link = try await RPCLink.connect(address, options)
                do { try await greet(link) } catch {
                    link.close(ChainError(.disconnected, "the greeting failed: \(error)", cause: error))
                    throw error
                }
                if let refusal {
                    link.close(refusal)
                    throw refusal
                }
                self.link = link
                return link
            } catch let error as ChainError where error.code == .wrongChain {
                refuse(error)
                throw error
            } catch let error as ChainError
                where [.unreachable, .disconnected, .timedOut, .behind].contains(error.code)
            {
                guard ContinuousClock.now + pause < deadline, !Task.isCancelled, refusal == nil else { throw error }
                // Nodes that come back should not be overrun by all clients at once.
                try await Task.sleep(for: pause * Double.random(in: 0.5...1))
                pause = min(pause * 2, options.longestPause)
            }
        }
    }
}
