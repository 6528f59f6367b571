extension UInt64 {
    /// The sum, or the largest number there is where it would be more.
    package func clampedSum(_ other: UInt64) -> UInt64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }
}
