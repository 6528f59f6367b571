extension PublishedKey {
    /// The keys of the reference system's `hparams.json` in all its versions, by dotted path.
    static let all: [PublishedKey] = contest + training + machine + payment

    private static let contest: [PublishedKey] = [
        .count("evaluation_runs", "runs"),
        .count("num_evals_per_submission", "runs"),
        .count("eval_steps", "steps"),
        .number("eval_timeout", "contestant.run_seconds"),
        .number("burn_rate", "payout.burn_share"),
        .count("set_weights_interval_blocks", "schedule.tempo_blocks"),
        PublishedKey(
            key: "set_weights_interval_seconds",
            effect: .set("schedule.tempo_blocks") { value, preset in
                value.double.map { .integer(Int64(max(1, ($0 / preset.schedule.blockTime.value).rounded()))) }
            }
        ),
        .count("reveal_blocks", "schedule.reveal_blocks"),
        .count("min_blocks_between_commits", "schedule.commit_interval_blocks"),
        .number("block_time", "schedule.block_seconds"),
        .number("code_fetch_timeout", "intake.fetch_seconds"),
        .number("adaptive_threshold.base_threshold", "crown.fraction"),
        .number("adaptive_threshold.decay_percent", "crown.decay"),
        .count("adaptive_threshold.decay_interval_blocks", "crown.decay_blocks"),
        .number("mfu.gpu_peak_tflops", "score.peak_flops", times: 1e12),
        .percentage("mfu.max_plausible_mfu", "score.most"),
        .percentage("mfu.min_mfu", "score.least"),
        .unused("min_success_rate", "every run has to be verified; a share of lucky runs is not enough"),
        .unused("max_evaluated_urls", "submissions are told apart by their content, and all are remembered"),
    ]

    private static let training: [PublishedKey] = [
        .count("benchmark_sequence_length", "workload.sequence_length"),
        .count("benchmark_batch_size", "workload.batch"),
        .unused(
            "benchmark_model_name",
            "the model is part of the workload; make one with tiltyard workload fetch --model"
        ),
        .unused("benchmark_tokenizer_name", "tokens are made by tiltyard workload fetch"),
        .unused("benchmark_dataset_name", "tokens are made by tiltyard workload fetch --data"),
        .unused("benchmark_dataset_split", "tokens are made by tiltyard workload fetch --data"),
        .unused("benchmark_data_samples", "tokens are made by tiltyard workload fetch --data"),
        .unused("benchmark_master_seed", "seeds are secret and drawn for every epoch"),
        .unused("verification.max_loss_difference", judged),
        .unused("verification.min_params_changed_ratio", judged),
        .unused("verification.weight_relative_error_max", judged),
        .unused("verification.timer_divergence_threshold", "the submission's clock is not looked at"),
    ]

    private static let judged = "training is judged by its update and moments, with calibrated limits"

    private static let machine: [PublishedKey] =
        [
            PublishedKey(
                key: "docker.memory_limit",
                effect: .set("contestant.memory_bytes") { value, _ in value.byteCount.map { .integer($0) } }
            ),
            .unused("docker.num_gpus", "a submission gets the devices of its sandbox"),
            .unused("docker.shm_size", "shared memory counts as memory"),
            .unused("storage.database_url", "records lie in the arena's folder, --home"),
        ]
        + [
            "image", "ttl_seconds", "gpu_count", "gpu_models", "min_gpu_memory_gb", "interconnect", "cpu", "memory",
            "geo", "spot",
        ].map { .unused("basilica.\($0)", "there is no such service here") }

    private static let payment: [PublishedKey] =
        [
            .unused("netuid", "the embedded chain has one network"),
            .unused("burn_uid", "the chain says which uid burns, or --burn-hotkey does"),
        ]
        + ["enabled", "fee_rao", "payment_address", "rpc_timeout", "rpc_retries", "archive_endpoint"].map {
            .unused("payment.\($0)", "the embedded chain takes no fees")
        }
}
