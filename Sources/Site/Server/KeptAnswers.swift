import NIOCore

/// Which answer is meant: where it is asked for, with which values of the query, and of which state of the arena it tells.
struct AnswerKey: Sendable, Hashable {
    let path: String
    /// The values that the route reads, by name.
    let query: [String: String]
    let version: ArenaMoment.Version

    /// How many bytes the path and the query have.
    var bytes: Int { query.reduce(path.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count } }
}

/// Answers that lie ready: the newest ones, as many as there is room for.
struct KeptAnswers {
    private struct Entry {
        let made: ContinuousClock.Instant
        let content: Content
    }

    /// The most bytes of all answers together, and of one.
    let room: Int
    let largest: Int
    /// How old an answer may be.
    let freshness: Duration
    private var entries: [AnswerKey: Entry] = [:]
    private(set) var bytes = 0

    /// How many answers are kept at most, and the longest address that is worth it.
    private static let most = 256
    private static let longestAddress = 256

    init(room: Int, largest: Int, freshness: Duration) {
        self.room = room
        self.largest = largest
        self.freshness = freshness
    }

    var count: Int { entries.count }

    func content(_ key: AnswerKey, now: ContinuousClock.Instant = .now) -> Content? {
        guard let entry = entries[key], entry.made.duration(to: now) < freshness else { return nil }
        return entry.content
    }

    /// Keeps an answer, and lets go those that are too old or have its room.
    mutating func keep(_ content: Content, _ key: AnswerKey, now: ContinuousClock.Instant = .now) {
        for (other, entry) in entries where other == key || entry.made.duration(to: now) >= freshness {
            remove(other)
        }
        guard content.body.readableBytes <= largest, key.bytes <= Self.longestAddress else { return }
        let cost = content.cost
        while bytes + cost > room || entries.count >= Self.most {
            guard let oldest = entries.min(by: { $0.value.made < $1.value.made }) else { return }
            remove(oldest.key)
        }
        entries[key] = Entry(made: now, content: content)
        bytes += cost
    }

    private mutating func remove(_ key: AnswerKey) {
        if let entry = entries.removeValue(forKey: key) { bytes -= entry.content.cost }
    }
}
