import Chain
import Foundation
import Rules

/// What an arena's chain has said last.
struct ChainMoment: Sendable {
    /// The hash of the first block, which tells this chain from all others.
    let identity: Data
    let block: UInt64
    /// The number of each participant, by hotkey.
    let uids: [String: Int]
    let rhythm: Rhythm
    /// The newest payments.
    var payments: [Payment]
    /// When this was read.
    let readAt: ContinuousClock.Instant
    /// Whether the chain does not answer any more, so that it may be elsewhere by now.
    var isAway = false

    /// How long ago this was read.
    var age: Duration { readAt.duration(to: .now) }
}
