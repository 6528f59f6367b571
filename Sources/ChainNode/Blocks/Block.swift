package import Substrate

/// A block that was made.
package struct Block: Sendable, Hashable {
    /// Its place in the chain, counted from 0.
    package let number: UInt32
    /// The hash of the block before; zeros for block 0.
    package let parent: Hash256
    /// Says what is stored after it; it is no root of a trie, so nothing can be proved with it.
    package let stateRoot: Hash256
    /// Says which extrinsics it has.
    package let extrinsicsRoot: Hash256
    /// The extrinsics, the time first.
    package let extrinsics: [[UInt8]]
    /// When it was made, in milliseconds since 1970.
    package let time: UInt64
    /// BLAKE2b-256 of the header.
    package let hash: Hash256

    init(number: UInt32, parent: Hash256, stateRoot: Hash256, extrinsics: [[UInt8]], time: UInt64) {
        self.number = number
        self.parent = parent
        self.stateRoot = stateRoot
        self.extrinsics = extrinsics
        self.time = time
        let extrinsicsRoot = Hash256(blake2bOf: extrinsics.flatMap { Hashing.blake2b256($0) })
        self.extrinsicsRoot = extrinsicsRoot
        hash = Hash256(
            blake2bOf: ScaleWriter.bytes { writer in
                parent.write(to: &writer)
                writer.compact(number)
                stateRoot.write(to: &writer)
                extrinsicsRoot.write(to: &writer)
                // No logs.
                writer.compact(0)
            }
        )
    }
}

extension Hash256 {
    /// The hash of the block before the first.
    static let zero: Hash256 = {
        guard let hash = Hash256([UInt8](repeating: 0, count: 32)) else {
            preconditionFailure("a hash has 32 bytes")
        }
        return hash
    }()
}

/// What a new block means for those who watch the chain.
package struct BlockNews: Sendable {
    /// The block.
    package let block: Block
    /// The places of extrinsics in the block, by their hashes.
    package let included: [Hash256: Int]
    /// Extrinsics that can never be included any more.
    package let dropped: [Hash256]
    /// The keys whose values changed.
    package let changed: Set<[UInt8]>
}
