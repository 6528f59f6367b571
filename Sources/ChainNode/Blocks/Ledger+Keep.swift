import Substrate

extension Ledger {
    /// Goes on with a chain that was kept, or begins one and keeps it.
    ///
    /// - Parameters:
    ///   - runtime: The chain's rules.
    ///   - limits: How much may wait, and how large a block may be.
    ///   - time: When block 0 of a new chain happens, in milliseconds since 1970.
    ///   - store: Where the blocks are.
    /// - Throws: `BlockStoreError`; `SubstrateError` when the development keys cannot be made.
    package convenience init(
        _ runtime: Runtime,
        limits: ChainLimits = ChainLimits(),
        startedAt time: UInt64,
        keptIn store: BlockStore
    ) throws {
        try self.init(runtime, limits: limits, startedAt: try store.beginning ?? time)
        try withContents { try $0.restore(from: store) }
    }

    /// Makes the next block, keeps it, and then tells everybody who observes.
    ///
    /// - Parameters:
    ///   - time: The block's time in milliseconds since 1970; at least one more than the one before has is taken.
    ///   - store: Where the blocks before are kept.
    /// - Returns: The block.
    /// - Throws: `BlockStoreError` when it cannot be kept. There is no such block then, and what waited for it may be gone:
    ///   the chain should end.
    @discardableResult
    package func makeBlock(at time: UInt64, keptIn store: BlockStore) throws -> Block {
        let news = try withContents { contents in
            let unborn = contents.prepareBlock(runtime, limits, at: time)
            try store.keep(unborn.block, unborn.changes)
            return contents.add(unborn)
        }
        announce(news)
        return news.block
    }
}

extension Ledger.Contents {
    /// Puts the kept blocks behind block 0, which has been made anew and has to be the same.
    fileprivate mutating func restore(from store: BlockStore) throws {
        if try store.isEmpty { return try store.keep(head, [:]) }
        var contents = self
        try store.forEach { kept in
            guard kept.number > 0 else {
                guard kept.hash == contents.head.hash.bytes else {
                    throw BlockStoreError(
                        .otherChain,
                        "the chain in this file began with other settings or other rules"
                    )
                }
                return
            }
            guard kept.number == contents.head.number + 1 else {
                throw BlockStoreError(.damaged, "block \(contents.head.number + 1) is missing")
            }
            let block = contents.append(kept.number, kept.extrinsics, kept.changes, at: kept.time)
            guard block.hash.bytes == kept.hash else {
                throw BlockStoreError(.damaged, "block \(kept.number) is not what it was")
            }
        }
        self = contents
    }
}
