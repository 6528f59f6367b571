package import Rules

/// A part of one tempo's emission.
package struct Payment: Sendable, Hashable {
    /// The tempo boundary at which it was paid.
    package let block: UInt64
    /// Whose weight it was paid for.
    package let uid: UInt16
    /// Who got it, or nil when it was burned.
    package let hotkey: Hotkey?
    /// How much, in rao.
    package let rao: UInt64
}

/// Payments together with the block up to which there are no others.
package struct Payouts: Sendable, Hashable {
    /// The payments by block and uid.
    ///
    /// Those of one block sum to a tempo's emission exactly.
    package let payments: [Payment]
    /// The block up to which the answer is complete.
    package let through: UInt64
}
