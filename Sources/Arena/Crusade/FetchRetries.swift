import Records

/// When submissions that could not be taken in are tried again: after a while that doubles, until patience ends.
actor FetchRetries {
    /// Whose doing a failure is.
    enum Cause {
        /// Somebody else's, so that patience with it ends.
        case network
        /// This machine's, which costs nobody anything, however long it lasts.
        case machine
    }

    private struct State {
        var began: ContinuousClock.Instant?
        var next: ContinuousClock.Instant
        var pause: Duration
        var cause: Cause
    }

    private let first: Duration
    private let longest: Duration
    private let patience: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private var states: [String: State] = [:]

    /// - Parameters:
    ///   - first: The first pause.
    ///   - longest: The longest pause.
    ///   - patience: How long after the network's first failure there is another try.
    ///   - now: Tells the time.
    init(
        first: Duration,
        longest: Duration = .seconds(300),
        patience: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.first = first
        self.longest = longest
        self.patience = patience
        self.now = now
    }

    /// Those submissions that are to be tried now.
    func due(of submissions: [Submission]) -> [Submission] {
        let now = now()
        return submissions.filter { (states[$0.id]?.next ?? now) <= now }
    }

    /// Whether something is to be tried now, or would have been taken in already if this machine had not failed.
    func awaits(_ submissions: [Submission]) -> Bool {
        let now = now()
        return submissions.contains { submission in
            states[submission.id].map { $0.next <= now || $0.cause == .machine } ?? true
        }
    }

    /// Forgets all submissions but these.
    func keep(_ submissions: [Submission]) {
        let known = Set(submissions.map(\.id))
        states = states.filter { known.contains($0.key) }
    }

    /// Puts a submission off after a failure.
    ///
    /// - Returns: False when patience is at its end. The submission is put off even then.
    @discardableResult
    func postpone(_ submission: String, after cause: Cause) -> Bool {
        let now = now()
        var state = states[submission] ?? State(next: now, pause: first, cause: cause)
        state.cause = cause
        if cause == .network { state.began = state.began ?? now }
        let isPatient = cause == .machine || state.began.map { now - $0 <= patience } ?? true
        state.next = now + state.pause
        state.pause = min(state.pause * 2, longest)
        states[submission] = state
        return isPatient
    }
}
