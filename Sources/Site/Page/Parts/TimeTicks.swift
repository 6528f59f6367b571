import Foundation

/// Round moments of UTC between two times, and how they are written.
struct TimeTicks {
    struct Tick: Sendable, Equatable {
        let milliseconds: Double
        let words: String
    }

    let ticks: [Tick]

    private static let (minute, hour, day) = (60_000.0, 3_600_000.0, 86_400_000.0)
    private static let steps = [
        minute, 2 * minute, 5 * minute, 10 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day,
        7 * day, 14 * day, 28 * day, 91 * day, 182 * day, 364 * day,
    ]

    /// Finds them.
    ///
    /// - Parameters:
    ///   - from: The first moment, in milliseconds since 1970.
    ///   - to: The last one.
    ///   - count: How many there are at most.
    init(from: Double, to: Double, count: Int) {
        guard to > from, let step = Self.steps.first(where: { (to - from) / $0 <= Double(count) }) else {
            ticks = []
            return
        }
        let first = (from / step).rounded(.up) * step
        ticks = stride(from: first, through: to, by: step).map { time in
            Tick(milliseconds: time, words: Self.words(time, isDay: step >= Self.day))
        }
    }

    /// `21 Nov`, or `14:30`; midnight is told as its day.
    private static func words(_ milliseconds: Double, isDay: Bool) -> String {
        let isMidnight = milliseconds.remainder(dividingBy: day) == 0
        let style = Date.VerbatimFormatStyle(
            format: isDay || isMidnight
                ? "\(day: .defaultDigits) \(month: .abbreviated)"
                : "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
            locale: Locale(identifier: "en_GB"),
            timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian)
        )
        return Date(timeIntervalSince1970: milliseconds / 1000).formatted(style)
    }
}
