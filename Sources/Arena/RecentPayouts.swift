package import Chain

/// The payments of the newest tempos, of which only what is new is asked for again.
///
/// A node may have forgotten what is older; then as many are told as it still knows, and those that were read before.
package struct RecentPayouts: Sendable {
    /// The payments by block and uid.
    package private(set) var payments: [Payment] = []
    private let tempos: Int
    /// The block up to which they are complete; nil: nothing was read yet.
    private var through: UInt64?

    /// Begins with none.
    ///
    /// - Parameter tempos: How many of the newest tempos are told, the one under way counted too.
    package init(tempos: Int) {
        self.tempos = max(tempos, 1)
    }

    /// Reads what was paid up to a block.
    ///
    /// - Parameters:
    ///   - chain: The chain.
    ///   - block: Its newest block.
    ///   - tempo: How many blocks lie between two payouts.
    /// - Throws: `ChainError`, but for states that the node has forgotten.
    package mutating func read(_ chain: any Chain, at block: UInt64, tempo: UInt64) async throws {
        let begin = block - min(tempo * UInt64(tempos), block)
        if let through, through >= begin {
            guard through < block else { return }
            do {
                let new = try await chain.payouts(after: through)
                payments = payments.filter { $0.block > begin } + new.payments
                self.through = new.through
                return
            } catch let error as ChainError where error.code == .stateGone {
                // Nobody looked for so long that there is a gap; what is told has none.
            }
        }
        (payments, through) = ([], block)
        var count = UInt64(tempos)
        while count > 0 {
            do {
                let found = try await chain.payouts(after: block - min(tempo * count, block))
                (payments, through) = (found.payments, found.through)
                return
            } catch let error as ChainError where error.code == .stateGone {
                count /= 2
            }
        }
    }
}
