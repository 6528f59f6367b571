extension TournamentEvent {
    /// The event as a log keeps it: a number that is not finite is none, as it is to a bracket.
    package var kept: TournamentEvent {
        guard case .reported(let task, let hotkey, let attempt, let report) = kind else { return self }
        return TournamentEvent(.reported(task: task, hotkey: hotkey, attempt: attempt, report: report.kept), at: moment)
    }
}
