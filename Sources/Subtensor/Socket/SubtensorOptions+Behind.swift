import Chain

extension SubtensorOptions {
    /// Does something again as long as a node is behind, until the patience is over.
    ///
    /// - Parameter body: What is done.
    /// - Returns: What it returns.
    /// - Throws: What it throws; `ChainError.Code.behind` once the patience is over.
    func whileBehind<Value>(_ body: () async throws -> Value) async throws -> Value {
        let deadline = ContinuousClock.now + patience
        var pause = firstPause
        while true {
            do {
                return try await body()
            } catch let error as ChainError where error.code == .behind {
                guard ContinuousClock.now + pause < deadline else { throw error }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, longestPause)
            }
        }
    }
}
