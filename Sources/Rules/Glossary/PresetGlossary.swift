/// What every key of a preset means, for tables and explanations.
package enum PresetGlossary {
    /// A key as a dotted path, and its meaning with the unit.
    package struct Entry: Sendable, Hashable {
        /// The dotted path.
        package let key: String
        /// One sentence, or part of one.
        package let meaning: String

        init(_ key: String, _ meaning: String) {
            self.key = key
            self.meaning = meaning
        }
    }

    /// All keys, in the order in which they are explained.
    package static let entries: [Entry] = contest + workload + limits + verification + policy

    /// Returns the meaning of a key, or nil when there is no such key.
    package static func meaning(of key: String) -> String? { meanings[key] }

    private static let meanings = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.meaning) })

    private static let contest = [
        Entry("name", "the name, which is also that of its file"),
        Entry("version", "counted from 1"),
        Entry("summary", "one sentence for people"),
        Entry("contract", "what a submission defines and is given"),
        Entry("metric", "what the board ranks by: tps (tokens a second) or mfu (a fraction of the machine's peak)"),
        Entry("runs", "timed runs that make one score, their lower median"),
        Entry("steps", "training steps of one timed run"),
        Entry("step_spread", "a run has up to so many steps more or fewer, drawn from its seed"),
        Entry("warmup_steps", "untimed steps before, on other weights and data, for contracts that warm up"),
        Entry("schedule.block_seconds", "seconds between two blocks of an embedded chain"),
        Entry("schedule.reveal_blocks", "blocks from a commitment to its reveal"),
        Entry("schedule.tempo_blocks", "blocks of one tempo; weights are set and emission is paid once a tempo"),
        Entry("schedule.maximum_submissions_pending", "submissions that may wait before no more are taken in"),
        Entry("schedule.commit_interval_blocks", "blocks that have to lie between two reveals of one hotkey"),
        Entry("schedule.weights_interval_blocks", "blocks that have to lie between two settings of weights"),
        Entry("fee.rao", "what it costs to hand something in, in rao"),
        Entry("fee.least_share", "share of the fee that has to be there; all when missing"),
        Entry("fee.age_blocks", "oldest payment that is taken, in blocks before the commitment; any when missing"),
        Entry(
            "crown.rule",
            "improvement: by a fixed fraction; adaptive: by one that decays to its base; title-match: by a match"
        ),
        Entry("crown.fraction", "improvement that has to be exceeded, as a fraction of the champion's score; the base"),
        Entry("crown.decay", "share of the excess over the base that is lost in every interval"),
        Entry("crown.decay_blocks", "length of that interval in blocks"),
        Entry("crown.match.error_budget", "share of crowns that may go to nobody better, across all challengers"),
        Entry("crown.match.futility", "evidence for the champion at which a match ends"),
        Entry("crown.match.most_pairs", "pairs of runs after which the champion keeps the crown"),
        Entry("crown.match.qualify_within", "how far below the champion's score a challenger may be, as a fraction"),
        Entry("crown.match.slice_seconds", "how long each side of a pair runs in turn; missing: to its end"),
        Entry(
            "crown.match.inherits",
            "how alike submissions are to share one match: none, exact, normalised, structure"
        ),
        Entry("payout.burn_share", "share of every emission that is burned, from 0 to 1"),
        Entry("noise.drift", "how far two evaluations' times lie apart, as a standard deviation of their logarithm"),
        Entry("noise.noise", "the same for two runs of one evaluation"),
        Entry("noise.slow_share", "share of runs that are delayed"),
        Entry("noise.slow_by", "mean of their delays, as a logarithm"),
        Entry("noise.wander", "how far the machine moves within an evaluation or a match, as a standard deviation"),
        Entry("noise.wander_runs", "after how many runs that movement is forgotten"),
    ]

    private static let workload = [
        Entry("workload.name", "tiny-gpt, the built-in model, or hf-causal-lm, any causal model of transformers"),
        Entry("workload.vocabulary", "distinct tokens"),
        Entry("workload.width", "elements of one token's representation"),
        Entry("workload.layers", "transformer layers"),
        Entry("workload.heads", "attention heads in a layer"),
        Entry("workload.config", "the model's config.json"),
        Entry("workload.weights", "file of the initial weights; null: drawn from each run's seed"),
        Entry("workload.tokens", "file of the tokens; null: drawn from a built-in source"),
        Entry("workload.device", "cpu or cuda"),
        Entry("workload.sequence_length", "tokens in one sequence"),
        Entry("workload.batch", "sequences in one step"),
        Entry("workload.learning_rate", "of AdamW"),
        Entry("workload.weight_decay", "of AdamW, decoupled"),
        Entry("workload.beta1", "decay of AdamW's first moment"),
        Entry("workload.beta2", "decay of AdamW's second moment"),
        Entry("workload.epsilon", "AdamW's guard against division by zero"),
        Entry("workload.precision", "precision class of the reference: fp32, bf16-autocast or bf16-params"),
    ]

    private static let limits = [
        Entry("contestant.cores", "processors of the submission's sandbox"),
        Entry("contestant.memory_bytes", "largest memory of all its processes together"),
        Entry("contestant.processes", "most processes and threads"),
        Entry("contestant.file_bytes", "largest file"),
        Entry("contestant.temporary_bytes", "largest content of /tmp, and of /dev/shm"),
        Entry("contestant.log_bytes", "most bytes that it may print in a run"),
        Entry("contestant.load_seconds", "longest loading and warm-up, untimed"),
        Entry("contestant.run_seconds", "longest timed run"),
        Entry("intake.code_bytes", "largest submission"),
        Entry("intake.fetch_seconds", "longest fetch: name look-up, redirects and the whole body"),
        Entry("intake.patience_seconds", "how long a fetch that failed is tried again"),
        Entry("intake.copies", "how alike a copy is: none, exact, normalised (the default) or structure"),
        Entry("environment_gate.mode", "strict: waits for a quiet machine; warn: marks the number; off"),
        Entry("environment_gate.foreign_load", "share of the processors that others may use"),
        Entry("environment_gate.patience_seconds", "longest wait for a quiet machine"),
        Entry("environment_gate.additional_runs", "most runs that are added for disturbed ones, under strict"),
    ]

    private static let verification = [
        Entry("verification.update_error", "largest error of the whole update, relative to the reference's"),
        Entry("verification.projection", "where the projection on the reference's update must lie; 1 is exact"),
        Entry("verification.tensor_update_error", "largest update error of any one tensor"),
        Entry("verification.tensor_projection", "where the projection of every tensor must lie"),
        Entry("verification.first_moment_error", "largest relative error of the optimizer's first moments"),
        Entry("verification.second_moment_error", "largest relative error of the roots of its second moments"),
        Entry("verification.tensor_first_moment_error", "largest error of the first moments of any one tensor"),
        Entry("verification.row_update_error", "largest update error of any one row of an embedding"),
        Entry("verification.calibration", "SHA-256 of the calibration that these limits come from"),
        Entry("score.formula", "operations of one trained token: 6P (as published) or 6N+12LTd"),
        Entry("score.peak_flops", "operations a second that count as the whole machine"),
        Entry("score.least", "least score that is accepted"),
        Entry("score.most", "largest score that is believed"),
    ]

    private static let policy = [
        Entry("lint.main_guard", "scan or skip: the block under if __name__ == \"__main__\""),
        Entry("lint.forbidden_modules", "modules that may not be imported"),
        Entry("lint.forbidden_names", "names that may not be used"),
        Entry("lint.forbidden_attributes", "names that may not stand after a dot"),
        Entry("lint.protected_attributes", "names after a dot that may be read and not assigned"),
        Entry("lint.forbidden_paths", "dotted paths that may not be used"),
        Entry("lint.protected_paths", "dotted paths below which nothing may be assigned or deleted"),
        Entry("lint.writable_paths", "exceptions to them"),
        Entry("lint.no_alias", "modules that may be imported under their own name only"),
        Entry("lint.forbidden_strings", "texts that no constant may contain"),
        Entry("lint.forbid_keywords", "arguments that may not be given these values"),
        Entry("lint.forbid_star_imports", "whether from module import * is refused"),
        Entry("lint.largest_bytes_literal", "longest constant of bytes"),
    ]
}
