/// What an event does to fees: it follows from the event and the states around it, and from nothing else.
package enum FeeMovement: Sendable, Hashable {
    /// The fee of an entry is held.
    case reserve(hotkey: String)
    /// The fee of an entry goes back.
    case release(hotkey: String)
    /// Whatever is held is earned.
    case captureAll
    /// Whatever is held goes back.
    case releaseAll

    /// Returns what an event does to fees; nil: nothing.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - response: What became of it.
    ///   - before: The state before it.
    ///   - after: The state after it.
    /// - Returns: What happens to fees, or nil.
    package static func of(
        _ event: TournamentEvent,
        _ response: TournamentResponse,
        before: Bracket,
        after: Bracket
    ) -> FeeMovement? {
        // Whatever ends a tournament before it began: nobody pays for what was not played.
        if after.stage == .cancelled { return before.stage == .cancelled ? nil : .releaseAll }
        if before.draw == nil, after.draw != nil { return .captureAll }
        guard response == .accepted, after.draw == nil else { return nil }
        switch event.kind {
        case .entered(let hotkey): return .reserve(hotkey: hotkey)
        case .left(let hotkey): return .release(hotkey: hotkey)
        default: return nil
        }
    }
}
