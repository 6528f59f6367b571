package import Records

/// What an arena's key sets weights for.
///
/// A hotkey has one set of weights on a chain: whoever sets it last replaces what was there. Two formats with one key would
/// take each other's pay away by turns, so an arena has one of them.
package enum WeightsDuty: Sendable, Hashable {
    case crusade, tournaments

    /// Sees to it that the other format has not set weights with the arena's key.
    ///
    /// - Parameter records: The arena's records.
    /// - Throws: `ArenaError.Code.refused` when it has.
    package func require(in records: Records) async throws {
        switch self {
        case .crusade:
            guard try await records.lastTournamentWeights() != nil else { return }
            throw ArenaError(
                .refused,
                "the key of this arena sets the weights of tournaments; a standing contest needs an arena of its own"
            )
        case .tournaments:
            guard try await records.lastWeights() != nil else { return }
            throw ArenaError(
                .refused,
                "the key of this arena sets the weights of a standing contest; tournaments need an arena of their own"
            )
        }
    }
}
