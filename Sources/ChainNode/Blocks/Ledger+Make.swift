import Substrate

extension Ledger {
    /// Makes the next block of what waits, and tells everybody who observes.
    ///
    /// - Parameter time: The block's time in milliseconds since 1970; at least one more than the one before has is taken.
    /// - Returns: The block.
    @discardableResult
    package func makeBlock(at time: UInt64) -> Block {
        let news = withContents { contents in
            let unborn = contents.prepareBlock(runtime, limits, at: time)
            return contents.add(unborn)
        }
        announce(news)
        return news.block
    }
}

extension Ledger.Contents {
    /// What becomes a block.
    private struct Draft {
        var extrinsics: [[UInt8]]
        var included: [Hash256: Int] = [:]
        var dropped: [Hash256]
        var bytes = 0
        var changes: [[UInt8]: [UInt8]?] = [:]
    }

    /// A block that is not part of the chain yet.
    struct Unborn {
        let block: Block
        /// What it changes.
        let changes: [[UInt8]: [UInt8]?]
        fileprivate let included: [Hash256: Int]
        fileprivate let dropped: [Hash256]
    }

    /// Makes a block of what waits, which waits no more.
    mutating func prepareBlock(_ runtime: Runtime, _ limits: ChainLimits, at time: UInt64) -> Unborn {
        let time = max(time, head.time + 1)
        let draft = draft(runtime, limits, at: time)
        return Unborn(
            block: block(head.number + 1, draft.extrinsics, draft.changes, at: time),
            changes: draft.changes,
            included: draft.included,
            dropped: draft.dropped
        )
    }

    /// Makes a block part of the chain.
    mutating func add(_ unborn: Unborn) -> BlockNews {
        store(unborn.block, unborn.changes)
        return BlockNews(
            block: unborn.block,
            included: unborn.included,
            dropped: unborn.dropped,
            changed: Set(unborn.changes.keys)
        )
    }

    /// Carries out what waits.
    ///
    /// The work on the state ends here: as long as somebody looks at the state before the block, storing the block would
    /// copy it.
    private mutating func draft(_ runtime: Runtime, _ limits: ChainLimits, at time: UInt64) -> Draft {
        let number = head.number + 1
        let dispatch = Dispatch(runtime, StateBatch(history, after: head.number), block: number, time: time)
        dispatch.beginBlock(after: head)
        var draft = Draft(extrinsics: [dispatch.applyTime()], dropped: replaced)
        replaced = []
        for candidate in pool.inOrder {
            let nonce = dispatch.nonce(of: candidate.signer)
            guard candidate.death > UInt64(number), candidate.nonce >= nonce else {
                pool.remove(candidate)
                draft.dropped.append(candidate.hash)
                continue
            }
            let isFull = draft.bytes + candidate.bytes.count > limits.bytesPerBlock
            guard !isFull, draft.extrinsics.count <= limits.perBlock else { break }
            guard candidate.nonce == nonce else { continue }
            pool.remove(candidate)
            guard dispatch.apply(candidate, place: UInt32(draft.extrinsics.count)) else {
                draft.dropped.append(candidate.hash)
                continue
            }
            draft.included[candidate.hash] = draft.extrinsics.count
            draft.bytes += candidate.bytes.count
            draft.extrinsics.append(candidate.bytes)
        }
        draft.changes = dispatch.finish()
        return draft
    }

    /// Stores a block and what it changed.
    mutating func append(
        _ number: UInt32,
        _ extrinsics: [[UInt8]],
        _ changes: [[UInt8]: [UInt8]?],
        at time: UInt64
    ) -> Block {
        let block = block(number, extrinsics, changes, at: time)
        store(block, changes)
        return block
    }

    private mutating func store(_ block: Block, _ changes: [[UInt8]: [UInt8]?]) {
        history.apply(changes, in: block.number)
        blocks.append(block)
        numbers[block.hash] = block.number
    }

    /// The block that comes after the newest.
    private func block(
        _ number: UInt32,
        _ extrinsics: [[UInt8]],
        _ changes: [[UInt8]: [UInt8]?],
        at time: UInt64
    ) -> Block {
        Block(
            number: number,
            parent: blocks.last?.hash ?? .zero,
            stateRoot: Self.root(blocks.last?.stateRoot ?? .zero, changes),
            extrinsics: extrinsics,
            time: time
        )
    }

    /// A hash over everything that was ever changed.
    private static func root(_ before: Hash256, _ changes: [[UInt8]: [UInt8]?]) -> Hash256 {
        Hash256(
            blake2bOf: ScaleWriter.bytes { writer in
                before.write(to: &writer)
                for (key, value) in changes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                    writer.byteString(key)
                    value.write(to: &writer)
                }
            }
        )
    }
}
