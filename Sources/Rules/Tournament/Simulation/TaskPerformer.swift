/// Where results of tasks come from: a model of skill, a recording, or real training.
package protocol TaskPerformer {
    /// Returns what is to be reported of a competitor's attempt at a task; nil: nothing ever comes.
    ///
    /// - Parameters:
    ///   - order: The task.
    ///   - due: The competitor and the attempt.
    ///   - opponents: All who take part in the task.
    /// - Returns: The report, or nil.
    mutating func report(on order: TaskOrder, due: TaskOrder.Due, opponents: [String]) -> Report?
}
