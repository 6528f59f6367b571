import FoundationEssentials
package import Judging

/// Timed runs that never took place, whose figures nevertheless belong together.
package enum ScriptedRun {
    /// Makes a run of about this many tokens a second that keeps the limits of all presets for one processor.
    ///
    /// - Parameters:
    ///   - index: The run's number; a later one has later stamps, and is a microsecond slower.
    ///   - tokens: The tokens that it was handed.
    ///   - rate: Tokens a second.
    ///   - updateError: How far its update is from the reference's.
    /// - Returns: The run.
    /// - Throws: `DecodingError`, which cannot happen.
    package static func make(
        _ index: Int,
        tokens: Int,
        rate: Double,
        updateError: Double = 1e-6
    ) throws -> RunRecord {
        let started = (index + 1) * 1_000_000_000_000_000
        let stopped = started + Int(Double(tokens) / rate * 1e9) + index * 1000
        let json = """
            {"index": \(index), "started": \(started), "stopped": \(stopped), "freezing": 1000, "tokens": \(tokens),
            "disturbances": [], "statistics": {"finite": true, "update_error": \(updateError), "projection": 1,
            "first_moment_error": 0, "second_moment_error": 0, "rows": {"tensor": "embedding", "row": 3, "worst": 0.001},
            "tensors": [{"name": "w", "update_error": 1e-6, "projection": 1, "first_moment_error": 0}]}}
            """
        return try JSONDecoder().decode(RunRecord.self, from: Data(json.utf8))
    }
}
