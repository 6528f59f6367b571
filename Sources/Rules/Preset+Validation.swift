extension Preset {
    /// Checks that every number makes sense.
    ///
    /// - Throws: `PresetError.outOfRange` naming the first key whose value does not.
    package func validate() throws(PresetError) {
        try validateRuns()
        try validateWorkload()
        try validateLimits()
        try validateVerification()
        try validateGate()
        try validateSchedule()
        try validateScore()
        try validateNoise()
        try validateFee()
    }

    private func validateRuns() throws(PresetError) {
        try require(!name.isEmpty, "name", "\"\"", "it must not be empty")
        try within(1...Self.most, version, "version")
        try within(1...Self.most, runs, "runs")
        try within(1...Self.mostSteps, steps, "steps")
        try within(0...max(0, min(steps - 1, Self.mostSteps - steps)), stepSpread, "step_spread")
        try within(1...Self.mostSteps, warmupSteps, "warmup_steps")
        try validateCrown()
    }

    private func validateWorkload() throws(PresetError) {
        try validateModel()
        try within(2...Self.most, workload.sequenceLength, "workload.sequence_length")
        try within(1...Self.most, workload.batch, "workload.batch")
        try positive(workload.learningRate, "workload.learning_rate")
        try positive(workload.epsilon, "workload.epsilon")
        let decay = workload.weightDecay
        try require(decay.isFinite && decay >= 0, "workload.weight_decay", "\(decay)", "it must not be negative")
        for (key, beta) in [("workload.beta1", workload.beta1), ("workload.beta2", workload.beta2)] {
            try require(beta >= 0 && beta < 1, key, "\(beta)", "it must be at least 0 and below 1")
        }
    }

    private func validateModel() throws(PresetError) {
        guard case .tinyGPT(let model) = workload.model else { return try validateAssets() }
        try within(2...Self.most, model.vocabulary, "workload.vocabulary")
        try within(1...Self.most, model.width, "workload.width")
        try within(1...Self.most, model.layers, "workload.layers")
        try within(1...Self.most, model.heads, "workload.heads")
        let divides = model.width.isMultiple(of: model.heads)
        try require(divides, "workload.heads", "\(model.heads)", "it must divide the width")
    }

    private func validateAssets() throws(PresetError) {
        for asset in workload.model.assets {
            let isName = !asset.file.isEmpty && !asset.file.hasPrefix(".") && !asset.file.contains("/")
            try require(isName, "workload", "\(asset.file)", "a file's name must have no folder and no leading dot")
            let isHash = Hex.bytes(asset.sha256)?.count == 32
            try require(isHash, "workload", "\(asset.sha256)", "sha256 must be 64 hexadecimal digits")
        }
    }

    private func validateGate() throws(PresetError) {
        let load = environmentGate.foreignLoad
        try require(load > 0 && load <= 1, "environment_gate.foreign_load", "\(load)", "it must be above 0, at most 1")
        try positive(environmentGate.patience.value, "environment_gate.patience_seconds")
        try within(0...100, environmentGate.additionalRuns, "environment_gate.additional_runs")
    }

    private func validateLimits() throws(PresetError) {
        try atLeast(1, contestant.cores, "contestant.cores")
        try atLeast(1, contestant.processes, "contestant.processes")
        try atLeast(1, contestant.memory.bytes, "contestant.memory_bytes")
        try atLeast(1, contestant.file.bytes, "contestant.file_bytes")
        try atLeast(1, contestant.temporary.bytes, "contestant.temporary_bytes")
        try atLeast(0, contestant.log.bytes, "contestant.log_bytes")
        try positive(contestant.loadTime.value, "contestant.load_seconds")
        try positive(contestant.runTime.value, "contestant.run_seconds")
        try atLeast(1, intake.code.bytes, "intake.code_bytes")
        try positive(intake.fetchTime.value, "intake.fetch_seconds")
        try positive(intake.patience.value, "intake.patience_seconds")
    }

    private func validateVerification() throws(PresetError) {
        try positive(verification.updateError, "verification.update_error")
        try positive(verification.tensorUpdateError, "verification.tensor_update_error")
        for (key, limit) in [
            ("first_moment_error", verification.firstMomentError),
            ("second_moment_error", verification.secondMomentError),
            ("tensor_first_moment_error", verification.tensorFirstMomentError),
            ("row_update_error", verification.rowUpdateError),
        ] {
            guard let limit else { continue }
            try positive(limit, "verification.\(key)")
            let isKnown = contract.handsOutOptimizer || !key.contains("moment")
            try require(isKnown, "verification.\(key)", "\(limit)", "\(contract.rawValue) hands no optimizer back")
        }
        for (key, band) in [
            ("verification.projection", verification.projection),
            ("verification.tensor_projection", verification.tensorProjection),
        ] {
            try require(
                band.contains(1),
                key,
                "[\(band.lower), \(band.upper)]",
                "it must contain 1, the exact projection"
            )
        }
    }

    private func validateScore() throws(PresetError) {
        if let share = payout?.burnShare {
            try require((0...1).contains(share), "payout.burn_share", "\(share)", "it must be from 0 to 1")
        }
        guard let score else { return }
        for (key, value) in [("peak_flops", score.peakFlops), ("least", score.least), ("most", score.most)] {
            if let value { try positive(value, "score.\(key)") }
        }
        if let least = score.least, let most = score.most {
            try require(least < most, "score.most", "\(most)", "it must be above score.least")
        }
    }

    private func validateSchedule() throws(PresetError) {
        try positive(schedule.blockTime.value, "schedule.block_seconds")
        try within(1...Self.most, schedule.revealBlocks, "schedule.reveal_blocks")
        try within(1...Self.most, schedule.tempoBlocks, "schedule.tempo_blocks")
        try atLeast(1, schedule.maximumSubmissionsPending, "schedule.maximum_submissions_pending")
        if let interval = schedule.commitIntervalBlocks {
            try within(1...Self.most, interval, "schedule.commit_interval_blocks")
        }
        if let interval = schedule.weightsIntervalBlocks {
            try within(1...Self.most, interval, "schedule.weights_interval_blocks")
        }
    }

    /// The largest count; the product of any three of them still fits an `Int`.
    static var most: Int { 1_048_576 }

    /// What the referee takes.
    private static var mostSteps: Int { 10_000 }

    func within(_ bounds: ClosedRange<Int>, _ value: Int, _ key: String) throws(PresetError) {
        try require(
            bounds.contains(value),
            key,
            "\(value)",
            "it must be from \(bounds.lowerBound) to \(bounds.upperBound)"
        )
    }

    func atLeast(_ bound: Int, _ value: Int, _ key: String) throws(PresetError) {
        try require(value >= bound, key, "\(value)", "it must be at least \(bound)")
    }

    func positive(_ value: Double, _ key: String) throws(PresetError) {
        try require(value.isFinite && value > 0, key, "\(value)", "it must be above 0")
    }

    func require(_ holds: Bool, _ key: String, _ value: String, _ rule: String) throws(PresetError) {
        guard holds else { throw .outOfRange(key: key, value: value, rule: rule) }
    }
}
