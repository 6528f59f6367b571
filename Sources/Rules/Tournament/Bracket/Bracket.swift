/// A tournament as a pure state machine over its events.
///
/// It is total: every state has an end in time and one way out of it, whatever comes or does not come. The same events
/// in the same order give the same state. The champion takes part like anybody else, under his own hotkey.
///
/// ```swift
/// var bracket = Bracket(preset: preset, type: .text, champion: nil, opened: Moment(0))
/// bracket?.apply(.init(.entered(hotkey: "a"), at: Moment(1)))
/// ```
package struct Bracket: Sendable, Hashable {
    /// What the tournament is about.
    package let type: TournamentType
    /// The rules of its type.
    package let rules: TournamentRules
    /// The rules about failures.
    package let retries: RetryRule
    /// The faults of the reference system that are wanted.
    package let quirks: [TournamentQuirk]
    /// Who held the title when it began.
    package let defending: TournamentChampion?
    /// Where it stands.
    package internal(set) var phase: TournamentPhase
    /// The latest moment of an event.
    package internal(set) var now: Moment
    /// All who take part, by number: sorted by hotkey, the defending champion last.
    ///
    /// Until it begins, in the order of entering and without the champion.
    package internal(set) var competitors: [String] = []
    /// All rounds that were formed.
    package internal(set) var rounds: [BracketRound] = []
    /// The block whose hash will be the seed, once the field is fixed.
    package internal(set) var seedBlock: UInt64?
    /// The seed of all draws, once it was published.
    package internal(set) var draw: Draw?

    let entriesUntil: Moment
    var numbers: [String: Int32] = [:]
    var gone: Set<Int32> = []

    /// Opens a tournament: entries are taken from now on.
    ///
    /// Nil when the preset has no tournaments of this type.
    ///
    /// - Parameters:
    ///   - preset: The rules.
    ///   - type: What it is about.
    ///   - champion: Who holds the title.
    ///   - opened: The moment at which entries are first taken.
    ///   - planned: The moment at which that was decided; nil: the same.
    package init?(
        preset: TournamentPreset,
        type: TournamentType,
        champion: TournamentChampion?,
        opened: Moment,
        planned: Moment? = nil
    ) {
        guard let rules = preset[type] else { return nil }
        self.type = type
        self.rules = rules
        retries = preset.retries
        quirks = preset.quirks
        defending = champion
        now = planned ?? opened
        entriesUntil = opened.adding(preset.registration.patience)
        phase = now < opened ? .scheduled(until: opened) : .registering(until: entriesUntil)
    }

    /// The number of the defending champion once the tournament has begun; nil when there is none.
    package var championNumber: Int32? {
        defending == nil || draw == nil ? nil : Int32(competitors.count - 1)
    }

    /// Whether the tournament has ended.
    package var hasEnded: Bool {
        switch phase {
        case .completed, .cancelled: true
        case .scheduled, .registering, .playing: false
        }
    }

    /// How it ended; nil while it goes on, and when it was cancelled.
    package var outcome: TournamentOutcome? {
        guard case .completed(let outcome) = phase else { return nil }
        return outcome
    }

    /// When time alone moves the tournament on; nil once it has ended.
    package var deadline: Moment? {
        switch phase {
        case .scheduled(let until), .registering(let until), .playing(let until): until
        case .completed, .cancelled: nil
        }
    }
}
