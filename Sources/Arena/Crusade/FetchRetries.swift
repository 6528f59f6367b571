import Records

/// When submissions that could not be fetched are tried again: after a while that doubles, until patience ends.
actor FetchRetries {
    private struct State {
        var began: ContinuousClock.Instant
        var next: ContinuousClock.Instant
        var pause: Duration
    }

    private let first: Duration
    private let patience: Duration
    private var states: [String: State] = [:]

    /// - Parameters:
    ///   - first: The first pause.
    ///   - patience: How long after the first failure there is another try.
    init(first: Duration, patience: Duration) {
        self.first = first
        self.patience = patience
    }

    /// Those submissions that are to be fetched now.
    func due(of submissions: [Submission]) -> [Submission] {
        let now = ContinuousClock.now
        let known = Set(submissions.map(\.id))
        states = states.filter { known.contains($0.key) }
        return submissions.filter { (states[$0.id]?.next ?? now) <= now }
    }

    /// Puts a submission off after a failure; answers `false` when patience is at its end.
    func postpone(_ submission: String) -> Bool {
        let now = ContinuousClock.now
        var state = states[submission] ?? State(began: now, next: now, pause: first)
        guard now - state.began <= patience else { return false }
        state.next = now + state.pause
        state.pause *= 2
        states[submission] = state
        return true
    }
}
