extension Preset {
    /// Checks the rule of the crown: what its kind needs is there, what it does not know is not.
    func validateCrown() throws(PresetError) {
        let fraction = crown.fraction
        try require(fraction.isFinite && fraction >= 0, "crown.fraction", "\(fraction)", "it must not be negative")
        try validateDecay()
        try validateMatch()
    }

    private func validateDecay() throws(PresetError) {
        let decay = crown.decay.map { "\($0)" } ?? "missing"
        let length = crown.decayBlocks.map { "\($0)" } ?? "missing"
        guard crown.rule == .adaptive else {
            try require(crown.decay == nil, "crown.decay", decay, "only an adaptive rule decays")
            return try require(crown.decayBlocks == nil, "crown.decay_blocks", length, "only an adaptive rule decays")
        }
        let isShare = crown.decay.map { $0 > 0 && $0 < 1 } ?? false
        try require(isShare, "crown.decay", decay, "an adaptive rule needs a share between 0 and 1")
        let isCount = crown.decayBlocks.map { (1...Self.most).contains($0) } ?? false
        try require(isCount, "crown.decay_blocks", length, "an adaptive rule needs a number of blocks")
    }

    private func validateMatch() throws(PresetError) {
        let isMatch = crown.rule == .titleMatch
        try require(
            (crown.match != nil) == isMatch,
            "crown.match",
            crown.match == nil ? "missing" : "there",
            "a title-match rule needs it, and no other has it"
        )
        guard let match = crown.match else { return }
        let budget = match.errorBudget
        try require(budget > 0 && budget < 1, "crown.match.error_budget", "\(budget)", "it must be between 0 and 1")
        let futility = match.futility
        try require(futility.isFinite && futility > 1, "crown.match.futility", "\(futility)", "it must be above 1")
        try within(1...Self.mostPairs, match.mostPairs, "crown.match.most_pairs")
        if let slice = match.slice {
            let isLength = (0.005...10).contains(slice.value)
            try require(isLength, "crown.match.slice_seconds", "\(slice.value)", "it must be from 0.005 to 10")
            let stands = workload.model.device != .cuda
            try require(stands, "crown.match.slice_seconds", "\(slice.value)", "a CUDA device cannot be stopped")
        }
        let within = match.qualifyWithin
        try require(
            within >= 0 && within < 1,
            "crown.match.qualify_within",
            "\(within)",
            "it must be at least 0 and below 1"
        )
    }

    /// The most pairs that a rule may ask for; with the largest bet the evidence still is a finite number.
    private static var mostPairs: Int { 1000 }
}
