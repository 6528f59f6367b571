extension StartRule {
    /// What is known about the last tournament of a type.
    package struct Last: Sendable, Hashable {
        /// When it began.
        package var began: Moment
        /// When it ended; nil: it goes on, or it never did.
        package var ended: Moment?

        /// Describes the last tournament of a type.
        ///
        /// - Parameters:
        ///   - began: When it began.
        ///   - ended: When it ended.
        package init(began: Moment, ended: Moment?) {
            self.began = began
            self.ended = ended
        }

        fileprivate var reference: Moment { ended ?? began }
    }

    /// Returns whether a tournament begins at a moment.
    ///
    /// - Parameters:
    ///   - now: The moment.
    ///   - last: The last tournament of the type; nil: there was none, and the first begins at once.
    ///   - quirks: The faults of the reference system that are wanted.
    /// - Returns: Whether it does.
    package func begins(at now: Moment, after last: Last?, quirks: [TournamentQuirk] = []) -> Bool {
        guard let last else { return true }
        guard let weekday, let hour else { return now >= last.reference.adding(gap ?? Seconds(0)) }
        return now.weekday == weekday && now.hour == hour && now >= next(at: now, after: last, quirks: quirks)
    }

    /// Returns when the next tournament may begin at the earliest.
    ///
    /// - Parameters:
    ///   - now: The moment to look from.
    ///   - last: The last tournament of the type.
    ///   - quirks: The faults of the reference system that are wanted.
    /// - Returns: The beginning of an hour of the week, or the end of the gap.
    package func next(at now: Moment, after last: Last, quirks: [TournamentQuirk] = []) -> Moment {
        guard let weekday, let hour else { return last.reference.adding(gap ?? Seconds(0)) }
        let from = max(now, last.reference)
        let window = Self.window(from: from, weekday, hour)
        let ends = window.adding(Seconds(3600))
        let isUsed = last.began >= window && last.began < ends || last.reference >= window && last.reference < ends
        guard isUsed, !quirks.contains(.restartsInTheSameHour) else { return window }
        return Self.window(from: ends, weekday, hour)
    }

    /// Returns the beginning of the weekly hour that a moment lies in, or of the next one.
    private static func window(from moment: Moment, _ weekday: Weekday, _ hour: Int) -> Moment {
        let wanted = Weekday.allCases.firstIndex(of: weekday) ?? 0
        let today = Weekday.allCases.firstIndex(of: moment.weekday) ?? 0
        let begin = Moment((moment.day + Int64((wanted - today + 7) % 7)) * 86400 + Int64(hour) * 3600)
        return moment < begin.adding(Seconds(3600)) ? begin : begin.adding(Seconds(7 * 86400))
    }
}
