package import Substrate

extension Ledger {
    /// The newest block.
    package var head: Block { withContents { $0.head } }

    /// The hash of block 0.
    package var genesis: Hash256 { withContents { $0.blocks[0].hash } }

    /// Returns a block by its number, or nil.
    package func block(number: UInt64) -> Block? {
        withContents { contents in
            number < UInt64(contents.blocks.count) ? contents.blocks[Int(number)] : nil
        }
    }

    /// Returns a block by its hash, or nil.
    package func block(_ hash: Hash256) -> Block? {
        withContents { contents in contents.numbers[hash].map { contents.blocks[Int($0)] } }
    }

    /// Lets a piece of code read the state as it was after a block.
    ///
    /// - Parameters:
    ///   - hash: The block; nil for the newest.
    ///   - body: Reads; nothing changes meanwhile.
    /// - Returns: What `body` returns; nil when there is no such block.
    package func read<Result: Sendable>(
        at hash: Hash256? = nil,
        _ body: (StateSnapshot) throws -> Result
    ) rethrows -> Result? {
        try withContents { contents in
            guard let number = hash.map({ contents.numbers[$0] }) ?? contents.head.number else { return nil }
            return try body(StateSnapshot(history: contents.history, block: number))
        }
    }

    /// The nonce for an account's next extrinsic, with those that wait.
    package func nextNonce(of account: AccountID) -> UInt32 {
        withContents { contents in
            contents.pool.nextNonce(of: account, after: contents.snapshot.nonce(of: account))
        }
    }

    /// The newest round of the beacon that is stored.
    package var lastRound: UInt64 { withContents { $0.snapshot.value(DrandPallet.lastStoredRound) } }

    /// How many extrinsics wait.
    package var waiting: Int { withContents { $0.pool.count } }
}

/// The state as it was after a block; it lives no longer than the code that was given it.
package struct StateSnapshot: StateReader {
    let history: StateHistory
    /// The block's number.
    package let block: UInt32

    /// Returns what was stored under a key.
    package func stored(_ key: [UInt8]) -> [UInt8]? { history.value(key, at: block) }

    /// Returns keys in order.
    ///
    /// - Parameters:
    ///   - prefix: What they begin with.
    ///   - start: They come after this one.
    ///   - count: The most that are returned.
    /// - Returns: The keys.
    package func keys(_ prefix: [UInt8], after start: [UInt8], count: Int) -> [[UInt8]] {
        history.keys(prefix, after: start, count: count, at: block)
    }
}

extension Ledger.Contents {
    var head: Block {
        guard let block = blocks.last else { preconditionFailure("a chain has block 0 from the start") }
        return block
    }

    var snapshot: StateSnapshot { StateSnapshot(history: history, block: head.number) }
}
