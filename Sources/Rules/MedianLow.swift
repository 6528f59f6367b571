extension Collection where Element: Comparable {
    /// Returns the middle element in sorted order, or the lower of the two middle ones.
    ///
    /// It is always one of the elements, never a mean, as in the reference systems (Python's `statistics.median_low`).
    ///
    /// - Returns: Nil when there are no elements.
    package func medianLow() -> Element? {
        isEmpty ? nil : sorted()[(count - 1) / 2]
    }
}
