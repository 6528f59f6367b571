import Chain
import Substrate
import Synchronization

/// The newest final block that was seen: a chain that does not have it any more has lost blocks.
///
/// Every connection is asked for it before anything else. It is remembered now and then, and after everything that was
/// sent, so that the next process knows it, too.
final class Landmark: Sendable {
    private struct Contents {
        var block: SeenBlock?
        /// The number of the block that is remembered, and since when.
        var kept: (number: UInt64, at: ContinuousClock.Instant)?
        /// Since when no node has had the block.
        var lackedSince: ContinuousClock.Instant?
    }

    private let contents: Mutex<Contents>
    private let memory: (any BlockMemory)?
    private let options: SubtensorOptions

    /// Makes the landmark that a memory has, or none yet.
    ///
    /// - Throws: What the memory throws.
    init(_ memory: (any BlockMemory)?, _ options: SubtensorOptions) throws {
        contents = Mutex(Contents(block: try memory?.newest()))
        self.memory = memory
        self.options = options
    }

    /// The block; nil: none was seen yet.
    var block: SeenBlock? { contents.withLock { $0.block } }

    /// Takes a final block for seen.
    ///
    /// - Parameters:
    ///   - block: The block.
    ///   - isOurs: Whether it has something that was sent from here: then it is remembered at once.
    func see(_ block: SeenBlock, isOurs: Bool = false) {
        let now = ContinuousClock.now
        let due = contents.withLock { contents -> SeenBlock? in
            if contents.block?.number ?? 0 < block.number { contents.block = block }
            guard let newest = contents.block, newest.number > contents.kept?.number ?? 0 else { return nil }
            let isDue = contents.kept.map { now - $0.at >= options.rememberEvery } ?? true
            guard isDue || isOurs && block.number > contents.kept?.number ?? 0 else { return nil }
            contents.kept = (newest.number, now)
            return newest
        }
        // A later block is remembered in its place, if this one cannot be; the chain itself goes on meanwhile.
        if let due { try? memory?.remember(due) }
    }

    /// Makes sure that a node's chain has the block.
    ///
    /// A node that is behind may have none of that number, or another that is not final.
    ///
    /// - Parameters:
    ///   - link: A connection to the node.
    ///   - address: Where it is.
    /// - Throws: `ChainError`: `behind` while the node may still get the block; `lostBlocks` when it has another in its
    ///   place, or has had none for longer than the options allow.
    func require(over link: RPCLink, at address: NodeAddress) async throws {
        guard let block, let place = Int64(exactly: block.number) else { return }
        let found = try await link.call("chain_getBlockHash", [.integer(place)]).hashOrNil("chain_getBlockHash")
        guard found != block.hash else { return contents.withLock { $0.lackedSince = nil } }
        let newest = try await newestFinal(over: link)
        let lost = "the chain at \(address) has lost blocks that were seen on it"
        guard newest < block.number else {
            throw ChainError(
                .lostBlocks,
                "\(lost): its block \(block.number) is \(found?.description ?? "gone"), not \(block.hash)"
            )
        }
        let since = contents.withLock { contents in
            let since = contents.lackedSince ?? .now
            contents.lackedSince = since
            return since
        }
        guard ContinuousClock.now - since < options.lagTime else {
            throw ChainError(
                .lostBlocks,
                "\(lost), or its node is far behind: it does not have block \(block.number), and ends with \(newest)"
            )
        }
        throw ChainError(
            .behind,
            "the node at \(address) is behind: it does not have block \(block.number) yet, and ends with \(newest)"
        )
    }

    /// The number of the newest block that a node has for final.
    private func newestFinal(over link: RPCLink) async throws -> UInt64 {
        let head = try await link.call("chain_getFinalizedHead", [])
        guard let number = BlockReference.number(try await link.call("chain_getHeader", [head])) else {
            throw ChainError(.malformedAnswer, "the node sent a final block without number")
        }
        return number
    }
}
