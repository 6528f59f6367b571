import Accounts
import Chain
import Substrate

extension SubtensorChain {
    /// Signs a call, sends it and waits until it is final.
    ///
    /// - Parameters:
    ///   - pallet: The pallet's name.
    ///   - name: The call's name.
    ///   - arguments: The arguments by name.
    ///   - pair: Who signs.
    ///   - eraBlocks: For how many blocks it may be included; nil: as the options say.
    ///   - mayBeSent: Whether it may be sent now; asked before each time, the first one, too.
    /// - Returns: Where it is and what it caused.
    /// - Throws: `ChainError`: the dispatch error by its name; `expired` when it may not be sent any more; `refused` when the
    ///   node does not take it; `unreachable` and `timedOut` when the node was lost or the chain stands still, and what became
    ///   of it is not known.
    func submit(
        _ pallet: String,
        _ name: String,
        _ arguments: [DynamicValue.Member],
        by pair: SR25519KeyPair,
        eraBlocks: UInt64? = nil,
        mayBeSent: () async throws -> Bool = { true }
    ) async throws -> Inclusion {
        try await queue.inTurn(of: pair.publicKey.account) {
            try await submitInTurn(pallet, name, arguments, by: pair, eraBlocks: eraBlocks, mayBeSent)
        }
    }

    /// Does what `submit` does, when no other submission of the account is under way.
    ///
    /// The last of its arguments is told of the extrinsic before it is sent, again if it has to be signed again.
    func submitInTurn(
        _ pallet: String,
        _ name: String,
        _ arguments: [DynamicValue.Member],
        by pair: SR25519KeyPair,
        eraBlocks: UInt64? = nil,
        _ mayBeSent: () async throws -> Bool = { true },
        onSigned: (SignedCall) async throws -> Void = { _ in }
    ) async throws -> Inclusion {
        var attempt = 1
        while true {
            let era = eraBlocks ?? options.eraBlocks
            let signed = try await sign(pallet, name, arguments, by: pair, eraBlocks: era)
            // Queueing and signing ask the node, which may take its time.
            guard try await mayBeSent() else {
                throw ChainError(.expired, "it is too late to send \(pallet).\(name); nothing was sent")
            }
            try await onSigned(signed)
            do {
                return try await include(signed, wasSent: false, mayBeSent)
            } catch let error as ChainError where error.code == .badNonce && attempt < options.nonceAttempts {
                // Somebody else signs with the same key, and was quicker; this one is in no block.
                attempt += 1
            }
        }
    }

    /// Sends an extrinsic and waits until it is final.
    ///
    /// It is sent again only after all final blocks that it could be in were looked through, and it is always the same
    /// extrinsic: no chain takes its nonce twice. This goes on until it is found, another with its nonce is final, or its
    /// era is over; or, when the chain stands still, until the time of the options is.
    ///
    /// - Parameters:
    ///   - signed: The extrinsic.
    ///   - wasSent: Whether it may have been sent before.
    ///   - mayBeSent: Whether it may be sent again; if not, it is only sought.
    /// - Returns: Where it is and what it caused.
    /// - Throws: `ChainError`: `badNonce` and `expired` when it is in no block and never will be; `timedOut`.
    func include(
        _ signed: SignedCall,
        wasSent: Bool,
        _ mayBeSent: () async throws -> Bool = { true }
    ) async throws -> Inclusion {
        let deadline = ContinuousClock.now + options.submissionTime
        var search = BlockSearch(signed)
        var wasSent = wasSent
        var pause = options.firstPause
        while true {
            if wasSent {
                if let found = try await sought(&search, signed) { return try await checked(found) }
                guard ContinuousClock.now < deadline else {
                    throw Self.unknown(.timedOut, "the chain does not go on", signed)
                }
                guard (try? await mayBeSent()) ?? false else {
                    try await rest(&pause)
                    continue
                }
            }
            do {
                if let block = try await watch(signed) {
                    return try await checked(try await inclusion(signed, in: block))
                }
                wasSent = true
            } catch let error as ChainError where Self.leavesUnsure.contains(error.code) {
                wasSent = true
            } catch let error as ChainError where [.refused, .nodeFailed].contains(error.code) {
                guard wasSent || error.failure?.code == Self.known else { throw Self.meaning(of: error) }
                wasSent = true
            }
            try await rest(&pause)
        }
    }

    /// Waits, longer each time.
    private func rest(_ pause: inout Duration) async throws {
        try await Task.sleep(for: pause)
        pause = min(pause * 2, options.longestPause)
    }

    private static func unknown(
        _ code: ChainError.Code,
        _ reason: String,
        _ signed: SignedCall,
        cause: (any Error)? = nil
    ) -> ChainError {
        ChainError(
            code,
            "\(reason); whether the extrinsic \(signed.hash) is in a block before \(signed.death) is not known",
            cause: cause
        )
    }

    private func sought(_ search: inout BlockSearch, _ signed: SignedCall) async throws -> Inclusion? {
        do {
            return try await search.go(on: self)
        } catch let error as ChainError
            where [.unreachable, .disconnected, .timedOut, .behind, .lostBlocks].contains(error.code)
        {
            throw Self.unknown(error.code, error.message, signed, cause: error)
        }
    }

    /// After these nobody knows what became of what was sent.
    private static let leavesUnsure: Set<ChainError.Code> = [
        .disconnected, .timedOut, .overloaded, .malformedAnswer, .unreachable, .behind,
    ]
    /// The node has it already.
    private static let known: Int64 = 1013

    /// Tells a used nonce from other refusals.
    private static func meaning(of error: ChainError) -> ChainError {
        guard let failure = error.failure else { return error }
        let isUsed = failure.code == 1010 && ["outdated", "Stale"].contains { error.message.contains($0) }
        guard isUsed || failure.code == 1014 else { return error }
        return ChainError(.badNonce, error.message, cause: failure)
    }

    /// Sends an extrinsic and listens to what the node says of it.
    ///
    /// - Returns: The final block that it is in; nil when the node says nothing more.
    private func watch(_ signed: SignedCall) async throws -> Hash256? {
        let news = try await client.subscribe(
            "author_submitAndWatchExtrinsic",
            [.bytes(signed.bytes)],
            ending: "author_unwatchExtrinsic"
        )
        defer { news.end() }
        return try await withThrowingTaskGroup(of: Hash256?.self) { group in
            group.addTask {
                while let status = try await news.next() {
                    if let hash = try status["finalized"]?.hashOrNil("author_submitAndWatchExtrinsic") { return hash }
                    let isOver = status["usurped"] != nil || status["finalityTimeout"] != nil
                    if isOver || ["dropped", "invalid"].contains(status.text) { return nil }
                }
                return nil
            }
            group.addTask { [options] in
                try await Task.sleep(for: options.finalityTime)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
