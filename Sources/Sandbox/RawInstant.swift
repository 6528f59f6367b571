import Glibc

/// A reading of the host's raw monotonic clock, which nobody can set and no daemon bends.
package struct RawInstant: Sendable, Hashable, Comparable {
    /// Nanoseconds of `CLOCK_MONOTONIC_RAW`.
    package let nanoseconds: UInt64

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The present.
    package static var now: RawInstant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_RAW, &time)
        return RawInstant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// The instant `duration` later.
    package func advanced(by duration: Duration) -> RawInstant {
        RawInstant(nanoseconds: nanoseconds &+ duration.wholeNanoseconds)
    }

    /// Nanoseconds from `earlier` to this instant; 0 when `earlier` is later.
    package func nanoseconds(since earlier: RawInstant) -> UInt64 {
        nanoseconds > earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0
    }

    /// Whole milliseconds until this instant, for `poll(2)`: rounded up, 0 when it has passed.
    package var pollTimeout: Int32 {
        let left = nanoseconds(since: .now)
        return Int32(clamping: (left + 999_999) / 1_000_000)
    }

    package static func < (left: RawInstant, right: RawInstant) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Duration {
    /// This duration in nanoseconds; negative durations count as 0.
    package var wholeNanoseconds: UInt64 {
        let parts = components
        guard parts.seconds >= 0, parts.attoseconds >= 0 else { return 0 }
        return UInt64(parts.seconds) * 1_000_000_000 + UInt64(parts.attoseconds / 1_000_000_000)
    }
}
