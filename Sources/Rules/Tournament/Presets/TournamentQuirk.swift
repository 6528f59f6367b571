/// A fault of the reference system that changed results, which a preset can ask for by name.
///
/// No shipped preset has one switched on. They exist so that old results can be computed again as they came out.
package enum TournamentQuirk: String, Sendable, Hashable, Codable, CaseIterable {
    /// A tournament that ends within its own weekly hour is followed by another one in the same hour.
    case restartsInTheSameHour = "restarts-in-the-same-hour"
    /// Entries whose address has no owner and repository are never duplicates of each other, and are let in.
    case oddAddressesEscape = "odd-addresses-escape"
    /// Licence and notice are looked for on the default branch and not at the commit.
    case licenceOnDefaultBranch = "licence-on-default-branch"
    /// Margins multiply the score also when it is below zero, and are compared without a tolerance; with no margin a
    /// challenger who only equals the champion wins the task.
    case multiplicativeMargin = "multiplicative-margin"
    /// Before the first title the threshold is one step of decay above its base.
    case thresholdBeforeFirstTitle = "threshold-before-first-title"
    /// When a repository failed, every one listed after it is given its neighbour's normalised reward.
    case rewardIndexShift = "reward-index-shift"
    /// A model that is no finetune of the base model is ranked like any other.
    case finetuneVerdictLost = "finetune-verdict-lost"
    /// The champion's gain in environments is computed as if standings were points of 3, 1 and 0.
    case environmentGainByPoints = "environment-gain-by-points"
    /// Everybody but the champion is paid from the base share even when the pool has decayed below it.
    case paidFromBase = "paid-from-base"
    /// The participation weight of the defending champion's seat is lost.
    case championParticipationLost = "champion-participation-lost"
}
