/// One thing that a submission was measured by, and what is allowed.
package struct Check: Sendable, Hashable, Codable {
    /// What a value counts.
    package enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
        /// A share, where 1 is the whole.
        case share
        case seconds
        case bytes
        /// Tokens a second.
        case rate
    }

    /// A stable word, which is the verdict's code when this is what decided.
    package var name: String
    /// The tensor or row that it was measured at, where it is not the whole.
    package var subject: String?
    /// The run that came closest to a limit, counted from 1.
    package var run: Int?
    /// What was measured, or nil when it could not be.
    package var value: Double?
    /// The smallest value that is allowed, if there is one.
    package var lowest: Double?
    /// The largest value that is allowed, if there is one.
    package var highest: Double?
    package var unit: Unit
    /// How many times what was measured fits into what is allowed; below 1 the limit is broken.
    ///
    /// For a value that should be 1 it is the allowed distance from 1 over the measured one. Nil when nothing was
    /// measured, or when the value is exact, so that it fits any number of times.
    package var headroom: Double?
    package var isKept: Bool

    enum CodingKeys: String, CodingKey {
        case name, subject, run, value, lowest, highest, unit, headroom
        case isKept = "kept"
    }

    /// Holds a value against the largest that is allowed.
    ///
    /// - Parameters:
    ///   - name: The stable word.
    ///   - value: What was measured, 0 or more; nil breaks the limit.
    ///   - limit: The largest value that is allowed.
    ///   - unit: What both count.
    ///   - subject: Where it was measured.
    ///   - run: In which run, counted from 1.
    package init(
        _ name: String,
        _ value: Double?,
        atMost limit: Double,
        unit: Unit = .share,
        subject: String? = nil,
        run: Int? = nil
    ) {
        self.name = name
        self.subject = subject
        self.run = run
        self.value = value
        self.unit = unit
        highest = limit
        headroom = value.flatMap { $0 > 0 && $0.isFinite ? limit / $0 : nil }
        isKept = value.map { $0 <= limit } ?? false
    }

    /// Holds a value against the smallest that is allowed.
    ///
    /// - Parameters:
    ///   - name: The stable word.
    ///   - value: What was measured, 0 or more; nil breaks the limit.
    ///   - limit: The smallest value that is allowed.
    ///   - unit: What both count.
    package init(_ name: String, _ value: Double?, atLeast limit: Double, unit: Unit) {
        self.name = name
        self.value = value
        self.unit = unit
        lowest = limit
        headroom = value.flatMap { limit > 0 && $0.isFinite ? $0 / limit : nil }
        isKept = value.map { $0 >= limit } ?? false
    }

    /// Holds a share that should be 1 against the range around it.
    ///
    /// - Parameters:
    ///   - name: The stable word.
    ///   - value: What was measured; nil breaks the limit.
    ///   - lowest: The smallest value that is allowed, below 1.
    ///   - highest: The largest value that is allowed, above 1.
    ///   - subject: Where it was measured.
    ///   - run: In which run, counted from 1.
    package init(
        _ name: String,
        _ value: Double?,
        from lowest: Double,
        to highest: Double,
        subject: String? = nil,
        run: Int? = nil
    ) {
        self.name = name
        self.subject = subject
        self.run = run
        self.value = value
        self.lowest = lowest
        self.highest = highest
        unit = .share
        isKept = value.map { $0 >= lowest && $0 <= highest } ?? false
        headroom = value.flatMap { value in
            guard value != 1, value.isFinite else { return nil }
            return value < 1 ? (1 - lowest) / (1 - value) : (highest - 1) / (value - 1)
        }
    }

    /// The one of several that is closest to its limit, or furthest beyond it.
    static func closest(_ checks: [Check]) -> Check? {
        checks.min { $0.closeness < $1.closeness }
    }

    /// What could not be measured is the worst, what is exact the best.
    private var closeness: Double { headroom ?? (isKept ? .infinity : -.infinity) }
}
