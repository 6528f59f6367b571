extension TournamentRules {
    /// Checks that every number makes sense, and that rounds by these rules become smaller.
    func validate(_ type: TournamentType, _ path: String) throws(PresetError) {
        try count(minimumField, 1...100_000, "\(path).minimum_field")
        try validateStart("\(path).start")
        try validateGroups("\(path).groups")
        if let knockout {
            try count(knockout.tasks, 1...100, "\(path).knockout.tasks")
            try validate(knockout.mix, "\(path).knockout.mix")
            try span(knockout.deadline, "\(path).knockout.deadline_seconds")
        } else {
            try require(groups.above == 0, "\(path).groups.above", "\(groups.above)", "without knockout it must be 0")
        }
        try validateBoss("\(path).boss")
        try require(
            pool.base >= 0 && pool.base <= 1 && pool.most >= 0 && pool.most <= 1,
            "\(path).pool",
            "\(pool.base), \(pool.most)",
            "both must be from 0 to 1"
        )
        if let environments {
            try count(environments.perRound, 1...1000, "\(path).environments.per_round")
            try require(!environments.names.isEmpty, "\(path).environments.names", "[]", "there must be some")
        }
        let isPlaying = environments != nil
        let needsThem = type == .environment
        try require(isPlaying == needsThem, "\(path).environments", "\(isPlaying)", "environment has them, others not")
    }

    private func validateStart(_ path: String) throws(PresetError) {
        let isWeekly = start.weekday != nil && start.hour != nil && start.gap == nil
        let isGap = start.weekday == nil && start.hour == nil && start.gap != nil
        try require(isWeekly || isGap, path, "{}", "it has a weekday and an hour, or a gap")
        if let hour = start.hour { try count(hour, 0...23, "\(path).hour") }
        if let gap = start.gap { try span(gap, "\(path).gap_seconds") }
    }

    private func validateGroups(_ path: String) throws(PresetError) {
        try count(groups.above, 0...100_000, "\(path).above")
        try count(groups.aboveLater ?? 0, 0...100_000, "\(path).above_later")
        try count(groups.size, 2...100_000, "\(path).size")
        try count(groups.least, 1...groups.size, "\(path).least")
        try count(groups.fewSize ?? 2, 2...groups.size, "\(path).few_size")
        try count(groups.tasks, 1...100, "\(path).tasks")
        try validate(groups.mix, "\(path).mix")
        try span(groups.deadline, "\(path).deadline_seconds")
        // The smallest group that can occur holds everybody when there is one, and half a group's size otherwise.
        let smallest = min(max(min(groups.above, groups.aboveLater ?? groups.above) + 1, 2), groups.size / 2)
        try count(groups.advance, 1...max(1, smallest - 1), "\(path).advance")
        if let small = groups.small {
            try count(small.tasks, 1...100, "\(path).small.tasks")
            try count(small.from, 1...100_000, "\(path).small.from")
            try count(small.upTo, small.from...100_000, "\(path).small.up_to")
            try count(small.advance, 1...max(1, small.from - 1), "\(path).small.advance")
        }
    }

    private func validateBoss(_ path: String) throws(PresetError) {
        try count(boss.tasks.count, 1...100, "\(path).tasks")
        try span(boss.deadline, "\(path).deadline_seconds")
        let needsCount = boss.dethroning == .atLeast || boss.dethroning == .loseAtMost
        let hasCount = boss.count != nil
        try require(hasCount == needsCount, "\(path).count", "\(boss.count ?? 0)", "only some rules have one")
        if let number = boss.count { try count(number, 0...boss.tasks.count, "\(path).count") }
        for (key, value) in [("base", boss.threshold.base), ("decay", boss.threshold.decay)] {
            try require((0...1).contains(value), "\(path).threshold.\(key)", "\(value)", "it must be from 0 to 1")
        }
        let least = boss.threshold.least
        try require((0...boss.threshold.base).contains(least), "\(path).threshold.least", "\(least)", "it is 0 to base")
        guard let samples = boss.samples else { return }
        try count(samples.resamples, 100...100_000, "\(path).samples.resamples")
        for (key, value) in [("win_share", samples.winShare), ("confidence", samples.confidence)] {
            try require(value >= 0.5 && value < 1, "\(path).samples.\(key)", "\(value)", "it must be from 0.5 to 1")
        }
        for (key, value) in [
            ("dead_zone", samples.deadZone), ("gap", samples.gap), ("relative_gap", samples.relativeGap),
        ] {
            try require(value.isFinite && value >= 0, "\(path).samples.\(key)", "\(value)", "it must not be negative")
        }
    }

    private func validate(_ mix: TaskMix, _ path: String) throws(PresetError) {
        for (key, share) in mix.shares.sorted(by: { $0.key < $1.key }) {
            try require(TaskKind(rawValue: key) != nil, "\(path).\(key)", "\(share)", "there is no such kind of task")
            try require(share.isFinite && share >= 0, "\(path).\(key)", "\(share)", "it must not be negative")
        }
        let whole = mix.shares.values.reduce(0, +)
        try require(abs(whole - 1) < 1e-9, path, "\(whole)", "the shares must sum to 1")
    }

    private func span(_ seconds: Seconds, _ key: String) throws(PresetError) {
        let isSpan = seconds.value.isFinite && seconds.value >= 1 && seconds.value <= 1e9
        try require(isSpan, key, "\(seconds.value)", "it must be from 1 to 1e9 seconds")
    }

    private func count(_ value: Int, _ bounds: ClosedRange<Int>, _ key: String) throws(PresetError) {
        let rule = "it must be from \(bounds.lowerBound) to \(bounds.upperBound)"
        try require(bounds.contains(value), key, "\(value)", rule)
    }

    private func require(_ holds: Bool, _ key: String, _ value: String, _ rule: String) throws(PresetError) {
        guard holds else { throw .outOfRange(key: key, value: value, rule: rule) }
    }
}
