/// What a payout needs to know of the last tournament of a type that was completed.
package struct CompletedTournament: Sendable, Hashable, Codable {
    /// One task of one match.
    package struct Task: Sendable, Hashable, Codable {
        /// The round, from 1.
        package var round: Int
        /// Who was first in it; nil: nobody.
        ///
        /// In environment tournaments `scores` say more.
        package var first: String?
        /// The results of an environment task, by hotkey.
        package var scores: [String: Double]?

        /// Describes a task.
        ///
        /// - Parameters:
        ///   - round: The round, from 1.
        ///   - first: Who was first in it.
        ///   - scores: The results of an environment task, by hotkey.
        package init(round: Int, first: String?, scores: [String: Double]? = nil) {
            self.round = round
            self.first = first
            self.scores = scores
        }
    }

    /// What it was about.
    package var type: TournamentType
    /// Who holds the title since; nil: nobody does.
    package var champion: String?
    /// All tasks of all rounds.
    package var tasks: [Task]
    /// By what fraction the champion won when the title changed hands.
    package var gain: Double
    /// When it did.
    package var crowned: Moment
    /// How many titles in a row the champion has won, that one included.
    package var titles: Int
    /// The hash of the preset that it was played by; nil: not said.
    package var presetHash: String?

    /// Describes a tournament.
    ///
    /// - Parameters:
    ///   - type: What it was about.
    ///   - champion: Who holds the title since.
    ///   - tasks: All tasks of all rounds.
    ///   - gain: By what fraction the champion won when the title changed hands.
    ///   - crowned: When it did.
    ///   - titles: How many titles in a row the champion has won, that one included.
    ///   - presetHash: The hash of the preset that it was played by; nil: not said.
    package init(
        type: TournamentType,
        champion: String?,
        tasks: [Task],
        gain: Double,
        crowned: Moment,
        titles: Int,
        presetHash: String? = nil
    ) {
        self.type = type
        self.champion = champion
        self.tasks = tasks
        self.gain = gain
        self.crowned = crowned
        self.titles = titles
        self.presetHash = presetHash
    }

    enum CodingKeys: String, CodingKey {
        case type, champion, tasks, gain, crowned, titles
        case presetHash = "preset_hash"
    }
}

extension CompletedTournament {
    /// Returns the points of everybody but the champion.
    ///
    /// The first in a task gets the round's number times the type's base share; in environments everybody with a result
    /// gets it in proportion to the place.
    ///
    /// - Parameters:
    ///   - base: The type's base share of the emission.
    ///   - firstRoundCounts: Whether tasks of the first round give points.
    /// - Returns: Points by hotkey.
    package func points(base: Double, firstRoundCounts: Bool) -> [String: Double] {
        var points: [String: Double] = [:]
        for task in tasks where firstRoundCounts || task.round > 1 {
            let worth = Double(task.round) * base
            guard let scores = task.scores else {
                if let first = task.first, first != champion { points[first, default: 0] += worth }
                continue
            }
            let others = scores.filter { $0.key != champion && $0.value != 0 && $0.value.isFinite }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            for (place, entry) in others.enumerated() {
                points[entry.key, default: 0] += worth * Double(others.count - place) / Double(others.count)
            }
        }
        return points
    }
}
