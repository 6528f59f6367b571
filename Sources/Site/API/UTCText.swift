/// Times of UTC without a zone, as the published API writes them: `2026-03-01 12:30:00.250000`.
enum UTCText {
    private static let millisecondsOfDay: Int64 = 86_400_000

    /// Returns a time as text.
    ///
    /// - Parameter milliseconds: The time in milliseconds since 1970; one that is not of the years 1970 to 9999 is told as
    ///   the nearest that is.
    /// - Returns: The text, 26 characters.
    static func text(_ milliseconds: Int64) -> String { String(decoding: bytes(milliseconds), as: UTF8.self) }

    /// Returns the characters of the text.
    static func bytes(_ milliseconds: Int64) -> [UInt8] {
        let milliseconds = min(max(milliseconds, 0), 253_402_300_799_999)
        let time = milliseconds % millisecondsOfDay
        let date = civil(days: milliseconds / millisecondsOfDay)
        return Array(unsafeUninitializedCapacity: 26) { bytes, count in
            put(date.year, 0..<4, "-", into: bytes)
            put(date.month, 5..<7, "-", into: bytes)
            put(date.day, 8..<10, " ", into: bytes)
            put(time / 3_600_000, 11..<13, ":", into: bytes)
            put(time / 60_000 % 60, 14..<16, ":", into: bytes)
            put(time / 1000 % 60, 17..<19, ".", into: bytes)
            put(time % 1000 * 1000, 20..<26, nil, into: bytes)
            count = 26
        }
    }

    /// Writes a number's digits to places, and what follows them.
    private static func put(
        _ number: Int64,
        _ places: Range<Int>,
        _ mark: Unicode.Scalar?,
        into bytes: UnsafeMutableBufferPointer<UInt8>
    ) {
        var rest = number
        for place in places.reversed() {
            bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        if let mark { bytes[places.upperBound] = UInt8(ascii: mark) }
    }

    /// The date of a day counted from the first of January 1970.
    ///
    /// Years are counted from March, so that the day that is there every four years is their last; 400 of them, an era,
    /// have 146 097 days.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let era = (shifted - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day)
    }
}
