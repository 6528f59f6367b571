import Foundation
import Testing

@testable import Rules

@Suite struct PublishedSettingsTests {
    /// The file as the published system shipped it in April 2026, with the keys that decide something.
    private static let published = """
        {"netuid": 3, "burn_rate": 1.0, "burn_uid": 1, "evaluation_runs": 2, "eval_steps": 20, "eval_timeout": 3600,
         "min_success_rate": 0.3, "benchmark_model_name": "Qwen/Qwen2.5-7B", "benchmark_sequence_length": 1024,
         "benchmark_batch_size": 16, "set_weights_interval_blocks": 100, "reveal_blocks": 20,
         "min_blocks_between_commits": 360, "block_time": 12, "docker": {"num_gpus": 4, "memory_limit": "320g"},
         "verification": {"max_loss_difference": 0.4}, "basilica": {"gpu_models": ["A100"]},
         "mfu": {"gpu_peak_tflops": 312.0, "max_plausible_mfu": 85, "min_mfu": 50},
         "adaptive_threshold": {"base_threshold": 0.02, "decay_percent": 0.1, "decay_interval_blocks": 50}}
        """

    private func apply(_ text: String, to name: String = "crusade-mfu-2026") throws -> PublishedSettings {
        try PublishedSettings(Data(text.utf8), changing: Preset.named(name))
    }

    @Test func takesThePublishedFile() throws {
        let settings = try apply(Self.published)
        let preset = settings.preset
        #expect(preset.runs == 2)
        #expect(preset.steps == 20)
        #expect(preset.contestant.runTime == Seconds(3600))
        #expect(preset.contestant.memory == ByteCount(320 << 30))
        #expect(preset.payout?.burnShare == 1)
        #expect(preset.schedule.commitIntervalBlocks == 360)
        #expect(preset.score == ScoreRule(formula: .legacy, peakFlops: 312e12, least: 0.5, most: 0.85))
        #expect(preset.crown == CrownRule(rule: .adaptive, fraction: 0.02, decay: 0.1, decayBlocks: 50))
        #expect(preset.workload.batch == 16)
        #expect(settings.unknown.isEmpty)
        #expect(settings.unused.map(\.key).contains("basilica.gpu_models"))
    }

    @Test func takesTheFileOfTheFirstContest() throws {
        let text =
            #"{"netuid": 3, "num_evals_per_submission": 4, "eval_steps": 50, "set_weights_interval_seconds": 600}"#
        let preset = try apply(text, to: "templar-tournament-2025").preset
        #expect(preset.runs == 4)
        #expect(preset.steps == 50)
        #expect(preset.schedule.tempoBlocks == 50)
    }

    @Test func reportsUnknownKeysByTheirPath() throws {
        let settings = try apply(#"{"evaluation_runs": 3, "mfu": {"colour": 1}, "surprise": {"a": {"b": 2}}}"#)
        #expect(settings.unknown == ["mfu.colour", "surprise.a.b"])
        #expect(settings.preset.runs == 3)
    }

    struct Wrong: CustomTestStringConvertible {
        let text: String
        let expected: PresetError
        var testDescription: String { text }
    }

    @Test(arguments: [
        Wrong(text: #"{"evaluation_runs": "five"}"#, expected: .wrongValue(key: "evaluation_runs", value: "\"five\"")),
        Wrong(text: #"{"evaluation_runs": 2.5}"#, expected: .wrongValue(key: "evaluation_runs", value: "2.5")),
        Wrong(text: #"{"burn_rate": true}"#, expected: .wrongValue(key: "burn_rate", value: "true")),
        Wrong(
            text: #"{"docker": {"memory_limit": "much"}}"#,
            expected: .wrongValue(key: "docker.memory_limit", value: "\"much\"")
        ),
        Wrong(
            text: #"{"burn_rate": 1.5}"#,
            expected: .outOfRange(key: "burn_rate", value: "1.5", rule: "it must be from 0 to 1")
        ),
        Wrong(
            text: #"{"evaluation_runs": 0}"#,
            expected: .outOfRange(key: "evaluation_runs", value: "0", rule: "it must be from 1 to 1048576")
        ),
        Wrong(text: "[]", expected: .notJSON("it is no object")),
        Wrong(text: "{", expected: .notJSON("it cannot be parsed")),
    ])
    func namesKeyAndValue(_ wrong: Wrong) throws {
        #expect(throws: wrong.expected) { try apply(wrong.text) }
    }

    @Test func boundsOfMFUDoNotApplyToOtherMetrics() throws {
        let settings = try apply(#"{"mfu": {"min_mfu": 50}}"#, to: "crusade-tps-2026")
        #expect(settings.preset.score == nil)
        #expect(settings.unused.map(\.key) == ["mfu.min_mfu"])
    }

    @Test func aChangedTrainingLosesItsCalibration() throws {
        let preset = try apply(#"{"eval_steps": 30}"#, to: "demo").preset
        #expect(preset.verification.calibration == nil)
        #expect(try apply(#"{"evaluation_runs": 4}"#, to: "demo").preset.verification.calibration != nil)
    }

    @Test func namesVariablesThatAreNoSettings() {
        let names = ["CRUSADES_WALLET_NAME", "CRUSADES_SPEED", "PATH", "TOURNAMENT_X", "HF_TOKEN"]
        #expect(PublishedVariables.unknown(among: names) == ["CRUSADES_SPEED", "TOURNAMENT_X"])
    }
}
