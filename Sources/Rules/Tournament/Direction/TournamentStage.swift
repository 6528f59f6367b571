/// Where a tournament stands, in one word.
package enum TournamentStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// No entries are taken yet.
    case scheduled
    /// Entries are taken.
    case registering
    /// The field is fixed; the block whose hash is the seed has yet to happen.
    case drawing
    /// A round before the last goes on.
    case playing
    /// The champion is challenged.
    case boss
    /// It has ended with a result.
    case completed
    /// It never began.
    case cancelled

    /// Whether nothing happens any more.
    package var isFinal: Bool { self == .completed || self == .cancelled }
}

extension Bracket {
    /// Where it stands, in one word.
    package var stage: TournamentStage {
        switch phase {
        case .scheduled: .scheduled
        case .registering: seedBlock == nil ? .registering : .drawing
        case .playing: rounds.last?.results.shape.kind == .boss ? .boss : .playing
        case .completed: .completed
        case .cancelled: .cancelled
        }
    }

    /// Where it stands, in a sentence; nil once it has ended with a result.
    package var standing: String? {
        switch phase {
        case .scheduled(let until): "Entries are taken from \(until.text)."
        case .registering(let until) where seedBlock == nil:
            "\(competitors.count) of at least \(rules.minimumField) have entered; cancelled at \(until.text) otherwise."
        case .registering: "\(competitors.count) have entered; the draw waits for block \(seedBlock ?? 0)."
        case .playing(let until):
            "Round \(rounds.count) goes on; \(rounds.last?.pending ?? 0) results are due by \(until.text)."
        case .completed: nil
        case .cancelled(let moment): "Cancelled at \(moment.text)."
        }
    }
}
