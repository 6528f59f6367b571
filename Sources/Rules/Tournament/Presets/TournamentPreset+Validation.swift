extension TournamentPreset {
    /// Checks that every number makes sense, and that tournaments by these rules end.
    ///
    /// - Throws: `PresetError.outOfRange` naming the first key whose value does not.
    package func validate() throws(PresetError) {
        try require(!name.isEmpty, "name", "\"\"", "it must not be empty")
        let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        let isWord = isPlain && name.utf8.count <= 100
        try require(isWord, "name", "…", "it must be one line of at most 100 bytes")
        try require((1...1_000_000).contains(version), "version", "\(version)", "it must be from 1 to 1000000")
        try require(!types.isEmpty, "text", "null", "a preset has at least one type")
        try validateRegistration()
        try validateTraining()
        try validatePayout()
        for type in types {
            if let rules = self[type] { try rules.validate(type, "\(type.rawValue)") }
        }
        try require(Set(quirks).count == quirks.count, "quirks", "\(quirks.count)", "none may be named twice")
    }

    private func validateRegistration() throws(PresetError) {
        let datasets = registration.requestedDatasets
        try require((0...100).contains(datasets), "registration.requested_datasets", "\(datasets)", "it is 0 to 100")
        try span(registration.notice.value, 0, "registration.notice_seconds")
        try span(registration.patience.value, 1, "registration.patience_seconds")
        for (key, count) in [("infrastructure", retries.infrastructure), ("task", retries.task)] {
            try require((0...100).contains(count), "retries.\(key)", "\(count)", "it must be from 0 to 100")
        }
    }

    private func validateTraining() throws(PresetError) {
        let limits = training.processors.limits
        let isRising = zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 }
        try require(
            limits.count == 3 && isRising && limits.allSatisfy { $0 > 0 },
            "training.processors.limits",
            "\(limits)",
            "it must be three rising sizes"
        )
        let hours = training.hours
        try require(hours.grpo.count == 4, "training.hours.grpo", "\(hours.grpo)", "it must be four numbers")
        let positive = [
            ("flops", hours.flops), ("use", hours.use), ("epochs", hours.epochs), ("dpo", hours.dpo),
            ("step", hours.step), ("least", hours.least), ("environment", hours.environment),
            ("from_scratch", hours.fromScratch), ("image_least", hours.imageLeast),
            ("tokens_per_row", hours.tokensPerRow), ("measured_least", hours.measuredLeast),
        ]
        for (key, value) in positive {
            try require(value.isFinite && value > 0, "training.hours.\(key)", "\(value)", "it must be above 0")
        }
        for (key, value) in [("image_large", hours.imageLarge), ("least_tokens_per_row", hours.leastTokensPerRow)] {
            try require(value.isFinite && value >= 0, "training.hours.\(key)", "\(value)", "it must not be negative")
        }
        let fastest = hours.measuredMost
        let isAbove = fastest.isFinite && fastest >= hours.measuredLeast
        try require(isAbove, "training.hours.measured_most", "\(fastest)", "it must not be below measured_least")
        try require(hours.most >= hours.least, "training.hours.most", "\(hours.most)", "it must not be below least")
    }

    private func validatePayout() throws(PresetError) {
        let decay = payout.rankDecay
        try require(decay > 0 && decay < 1, "payout.rank_decay", "\(decay)", "it must be between 0 and 1")
        if let ranks = payout.paidRanks {
            try require(ranks >= 1, "payout.paid_ranks", "\(ranks)", "it must be at least 1")
        }
        let participation = payout.participation
        try require(
            (0...0.01).contains(participation),
            "payout.participation",
            "\(participation)",
            "it must be from 0 to 0.01"
        )
        let amounts = [
            ("bar", payout.bar), ("excess", payout.excess), ("environment_share", payout.environmentShare),
            ("environment_slope", payout.environmentSlope), ("decay.per_title", payout.decay.perTitle),
            ("decay.per_day", payout.decay.perDay), ("decay.since", payout.decay.since ?? 0),
        ]
        for (key, value) in amounts {
            try require(value.isFinite && value >= 0, "payout.\(key)", "\(value)", "it must not be negative")
        }
        let since = payout.decay.since ?? 0
        try require(since <= 1e11, "payout.decay.since", "\(since)", "it is a moment in seconds since 1970")
        let most = types.reduce(0) { $0 + (self[$1]?.pool.most ?? 0) }
        let isShared = payout.remainder == .scaled || most <= 1 + 1e-9
        try require(isShared, "payout.remainder", "\"burned\"", "the pools may not exceed the whole together")
    }

    private func span(_ seconds: Double, _ least: Double, _ key: String) throws(PresetError) {
        let isSpan = seconds.isFinite && seconds >= least && seconds <= 1e9
        try require(isSpan, key, "\(seconds)", "it must be from \(least) to 1e9 seconds")
    }

    private func require(_ holds: Bool, _ key: String, _ value: String, _ rule: String) throws(PresetError) {
        guard holds else { throw .outOfRange(key: key, value: value, rule: rule) }
    }
}
