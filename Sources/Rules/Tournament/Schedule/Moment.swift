/// A moment in whole seconds since the beginning of 1970 in UTC, without leap seconds.
package struct Moment: Sendable, Hashable {
    /// The number of seconds.
    package var seconds: Int64

    /// Makes a moment.
    ///
    /// - Parameter seconds: Seconds since 1970 in UTC.
    package init(_ seconds: Int64) {
        self.seconds = seconds
    }

    /// Returns the moment some time later; time beyond what can be counted stays at the end of it.
    func adding(_ span: Seconds) -> Moment {
        let whole = Int64(exactly: span.value.rounded()) ?? .max
        let (sum, overflows) = seconds.addingReportingOverflow(whole)
        return Moment(overflows ? .max : sum)
    }

    /// The day, counted from the first of January 1970, a Thursday.
    var day: Int64 { seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0) }

    /// The hour of the day in UTC, from 0 to 23.
    var hour: Int { Int(secondOfDay / 3600) }

    /// The second of the day in UTC.
    private var secondOfDay: Int64 { (seconds % 86400 + 86400) % 86400 }

    /// The day of the week in UTC.
    var weekday: StartRule.Weekday {
        let index = Int(((day + 3) % 7 + 7) % 7)
        return StartRule.Weekday.allCases[index]
    }

    /// The moment as text, such as `2026-06-18T14:00:00Z`.
    package var text: String {
        let rest = secondOfDay
        let (year, month, dayOfMonth) = civil
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(dayOfMonth, 2))T\(clock)Z"
    }

    /// The date in the Gregorian calendar, by counting days of cycles of 400 years that begin in March.
    private var civil: (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Moment: Comparable {
    /// Orders moments by time.
    package static func < (lhs: Moment, rhs: Moment) -> Bool { lhs.seconds < rhs.seconds }
}

extension Moment: Codable {
    /// The moments that can be read: the years 1 to 9999.
    private static let readable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Reads a number of seconds.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when there is no whole number, or one outside the years 1 to 9999.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        seconds = try container.decode(Int64.self)
        guard Self.readable.contains(seconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is outside the years 1 to 9999")
        }
    }

    /// Writes the number of seconds.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}
