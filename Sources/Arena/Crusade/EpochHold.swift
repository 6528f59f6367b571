/// Keeps an epoch closed for a moment while earlier submissions are still on their way, and no longer.
///
/// Without the bound, addresses that hang could keep everybody from being judged.
actor EpochHold {
    private let patience: Duration
    private var since: ContinuousClock.Instant?

    /// - Parameter patience: The longest hold.
    init(patience: Duration) {
        self.patience = patience
    }

    /// Whether an epoch may be opened now.
    ///
    /// - Parameter isAwaited: Whether something is still on its way.
    /// - Returns: True when nothing is, or when it was waited for long enough.
    func mayOpen(isAwaited: Bool) -> Bool {
        let now = ContinuousClock.now
        let began = since ?? now
        guard isAwaited, now - began < patience else {
            since = nil
            return true
        }
        since = began
        return false
    }
}
