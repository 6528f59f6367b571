package import Rules

/// One event of a tournament with all that it brings about: stored together or not at all.
package struct TournamentStep: Sendable {
    /// A round or task that the event brings about.
    package struct Task: Sendable {
        /// The identifier over all tournaments.
        package let id: String
        /// The task.
        package let order: TaskOrder

        /// Makes a task.
        package init(id: String, order: TaskOrder) {
            self.id = id
            self.order = order
        }
    }

    /// A round that the event opens.
    package struct Round: Sendable {
        /// The identifier over all tournaments.
        package let id: String
        /// The round's number, from 1.
        package let number: Int
        /// The kind of round.
        package let kind: RoundShape.Kind
        /// When it begins.
        package let began: Moment
        /// When it is settled at the latest.
        package let until: Moment

        /// Makes a round.
        package init(id: String, number: Int, kind: RoundShape.Kind, began: Moment, until: Moment) {
            self.id = id
            self.number = number
            self.kind = kind
            self.began = began
            self.until = until
        }
    }

    /// Who pays how much, where a fee is held.
    package struct Payer: Sendable {
        /// The coldkey.
        package let coldkey: String
        /// The fee, in rao; 0: nothing is paid.
        package let rao: UInt64

        /// Describes who pays.
        package init(coldkey: String, rao: UInt64) {
            self.coldkey = coldkey
            self.rao = rao
        }
    }

    /// The event.
    package var event: TournamentEvent
    /// Where the tournament stands after it.
    package var stage: TournamentStage
    /// The round that it opens.
    package var round: Round?
    /// The tasks that it brings about.
    package var tasks: [Task] = []
    /// What happens to fees.
    package var fees: FeeMovement?
    /// Who pays, where a fee is held.
    package var payer: Payer?
    /// What payouts need to know, when the event completes the tournament.
    package var completed: CompletedTournament?

    /// Describes a step.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - stage: Where the tournament stands after it.
    package init(_ event: TournamentEvent, stage: TournamentStage) {
        self.event = event
        self.stage = stage
    }
}
