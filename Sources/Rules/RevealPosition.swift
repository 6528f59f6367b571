/// When a submission became visible on the chain: its reveal block, then its place in that block.
package struct RevealPosition: Sendable, Hashable, Codable {
    /// The number of the reveal block.
    package var block: UInt64
    /// The place among the reveals of that block, counted from 0.
    package var index: Int

    /// Makes a position.
    ///
    /// - Parameters:
    ///   - block: The number of the reveal block.
    ///   - index: The place among the reveals of that block, counted from 0.
    package init(block: UInt64, index: Int) {
        self.block = block
        self.index = index
    }
}

extension RevealPosition: Comparable {
    /// Orders positions, earliest first.
    package static func < (lhs: RevealPosition, rhs: RevealPosition) -> Bool {
        (lhs.block, lhs.index) < (rhs.block, rhs.index)
    }
}
