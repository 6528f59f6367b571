import Foundation
import Glibc
import Judging
import Rules
import Sandbox
import Subprocess
import SystemPackage
import TestSupport
import Testing

@Suite(.serialized)
struct JudgeTests {
    /// A submission and how its evaluation has to end.
    struct Case: Sendable, CustomTestStringConvertible {
        var fixture: String
        var codes: Set<VerdictCode>
        var testDescription: String { fixture }

        /// Makes a case; `controller` is the one that is needed to tell the cause.
        ///
        /// On a machine without it the submission still fails, by the limits of each process, and the reason is told
        /// less well.
        init(_ fixture: String, _ code: VerdictCode, needs controller: String? = nil) {
            self.fixture = fixture
            let canTell = controller.map { CgroupHost.detect().limits($0) } ?? true
            codes = canTell ? [code] : [.trainingFailed, .endedWithoutDone, .runTimedOut]
        }
    }

    static let cases = [
        Case("syntax_error", .syntaxError),
        Case("missing_function", .missingFunction),
        Case("import_raises", .importFailed),
        Case("exits_at_import", .endedBeforeReady),
        Case("speaks_before_ready", .spokeBeforeReady),
        Case("speaks_before_go", .spokeBeforeGo),
        Case("done_wrong_nonce", .wrongNonce),
        Case("done_twice", .spokeAfterDone),
        Case("exit_zero", .endedWithoutDone),
        Case("bad_result", .badResult),
        Case("print_flood", .logLimitExceeded),
        Case("fork_bomb", .tooManyProcesses, needs: "pids"),
        Case("memory_bomb", .outOfMemory, needs: "memory"),
        Case("nan_weights", .nonFiniteWeights),
        Case("nothing_trained", .updateError),
        Case("late_writer", .updateError),
        Case("hang", .runTimedOut),
        Case("honest_small", .accepted),
        Case("truncates_output", .accepted),
        Case("two_threads", .accepted),
    ]

    @Test(arguments: cases)
    func endsWithItsOwnCode(_ wanted: Case) async throws {
        let result = try await SmallContest().judge(wanted.fixture)
        #expect(wanted.codes.contains(result.verdict.code), "\(result.verdict.code): \(result.verdict.sentence)")
        #expect(result.verdict.sentence.count > 10)
        #expect((result.score != nil) == result.verdict.isAccepted)
        let isCompetitors = result.verdict.responsibility == .competitor
        #expect(isCompetitors == !result.verdict.isAccepted)
    }

    @Test func boundsLoading() async throws {
        var contest = try SmallContest()
        contest.preset.contestant.loadTime = Seconds(10)
        let result = try await contest.judge("load_hang")
        #expect(result.verdict.code == .loadTimedOut)
        #expect(result.verdict.numbers["load_seconds_limit"] == 10)
    }

    @Test func verifiesEveryRun() async throws {
        let result = try await SmallContest(runs: 2).judge("honest_small")
        #expect(result.verdict.code == .accepted)
        #expect(result.runs.map(\.index) == [0, 1])
        #expect(result.runs.allSatisfy { $0.statistics?.finite == true && $0.stopped > $0.started })
        let rates = result.runs.map(\.tokensPerSecond)
        #expect(result.score?.tokensPerSecond == rates.min())
        #expect(result.runs[0].tokens == 6 * 4 * 32)
    }

    @Test func submissionsShareReferences() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let open = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY)
        let cache = ReferenceCache(folder: open, limit: 1 << 30)
        let first = try await SmallContest().judge("two_threads", references: cache)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        let second = try await SmallContest().judge("nothing_trained", references: cache)
        #expect(first.verdict.code == .accepted)
        #expect(second.verdict.code == .updateError)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == names, "nothing was trained again")
        let third = try await SmallContest().judge("honest_small", references: cache)
        #expect(third.runs[0].statistics?.updateError == 0, "a kept reference is the same to the last bit")
    }

    /// A small Qwen2 with random weights, on tokens of the built-in source.
    static let qwen = """
        {"name": "hf-causal-lm", "config": {"model_type": "qwen2", "vocab_size": 64, "hidden_size": 32,
        "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
        "max_position_embeddings": 64}, "weights": null, "tokens": null, "sequence_length": 32, "batch": 4,
        "learning_rate": 0.001, "weight_decay": 0.1, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8,
        "precision": "fp32", "device": "cpu"}
        """

    @Test func judgesALanguageModelOfTransformers() async throws {
        var contest = try SmallContest()
        contest.preset.workload = try JSONDecoder().decode(Workload.self, from: Data(Self.qwen.utf8))
        let result = try await contest.judge("hf_honest")
        #expect(result.verdict.code == .accepted, "\(result.verdict.sentence)")
        #expect(result.environment.parameters ?? 0 > 10_000)
        #expect(try await contest.judge("nothing_trained").verdict.responsibility == .competitor)
    }

    @Test func blamesTheWorkloadForItsMissingFiles() async throws {
        var contest = try SmallContest()
        let hash = String(repeating: "0", count: 64)
        let text = Self.qwen.replacingOccurrences(
            of: "\"tokens\": null",
            with: "\"tokens\": {\"file\": \"tokens.bin\", \"sha256\": \"\(hash)\", \"count\": 1000}"
        )
        contest.preset.workload = try JSONDecoder().decode(Workload.self, from: Data(text.utf8))
        let result = try await contest.judge("hf_honest")
        #expect(result.verdict.code == .badWorkload)
        #expect(result.verdict.sentence.contains("tokens.bin"))
        #expect(result.verdict.responsibility == .task)
    }

    @Test func aWorkloadThatDivergesIsNobodysRejection() async throws {
        var contest = try SmallContest()
        contest.preset.workload.learningRate = 1000
        contest.preset.workload.weightDecay = 1000
        let result = try await contest.judge("honest_small")
        #expect(result.verdict.code == .badWorkload)
        #expect(result.verdict.sentence.contains("not finite"))
    }

    @Test func aStrictGateWaitsForAQuietMachineAndSaysWhy() async throws {
        var contest = try SmallContest()
        contest.preset.environmentGate = EnvironmentGate(mode: .strict, patience: Seconds(0.5))
        let script =
            "import os\nfor _ in range(os.cpu_count() - 1): os.fork() or exec('while True: pass')\nwhile True: pass"
        let outcome = try await Subprocess.run(
            .path("/usr/bin/timeout"),
            arguments: ["600", "/usr/bin/python3", "-c", script],
            input: .none,
            output: .discarded,
            error: .discarded
        ) { execution in
            let result = try await contest.judge("honest_small")
            try execution.send(signal: .terminate)
            return result
        }
        let verdict = outcome.closureResult.verdict
        let isRankable = outcome.closureResult.environment.isRankable
        #expect(verdict.code == (isRankable ? .hostBusy : .notRankable), "\(verdict.sentence)")
        #expect(verdict.responsibility == .infrastructure)
        if isRankable { #expect((verdict.numbers["foreign_load"] ?? 0) > 0.05) }
    }

    @Test func sameSeedSameReference() async throws {
        let contest = try SmallContest()
        let first = try await contest.judge("honest_small")
        let second = try await contest.judge("honest_small")
        #expect(first.runs[0].statistics?.referenceLoss == second.runs[0].statistics?.referenceLoss)
    }

    @Test func refusesAPlanThatDoesNotFit() throws {
        let contest = try SmallContest()
        let code = try SmallContest.code("honest_small")
        var plan = contest.plan(code)
        plan.codeHash = String(repeating: "0", count: 64)
        let failure = #expect(throws: Verdict.self) {
            _ = try Judge(plan: plan, code: code, isolation: NoIsolation())
        }
        #expect(failure?.code == .badPlan)
        #expect(failure?.responsibility == .task)
    }

    /// A Python environment without torch, made as people make them.
    @Test func aMissingTorchIsNotTheCompetitors() async throws {
        let folder = NSTemporaryDirectory() + "no-torch-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try await Subprocess.run(
            .path("/usr/bin/python3"),
            arguments: ["-m", "venv", "--without-pip", folder],
            output: .discarded
        )
        #expect(outcome.terminationStatus.isSuccess)
        let result = try await SmallContest().judge("honest_small", in: HarnessResource(environment: folder))
        #expect(result.verdict.code == .torchMissing)
        #expect(result.verdict.responsibility == .infrastructure)
    }

    @Test func aSandboxThatCannotStartIsNotTheCompetitors() async throws {
        let contest = try SmallContest()
        let code = try SmallContest.code("honest_small")
        let result = try await OwnThread.run {
            try Judge(plan: contest.plan(code), code: code, isolation: NoIsolation()).evaluate()
        }
        #expect(result.verdict.code == .sandboxFailed)
        #expect(result.verdict.responsibility == .infrastructure)
    }

    /// An engine whose sandboxes cannot be ended any more, as when its launcher was killed.
    @Test func aLauncherThatDiesIsNotTheCompetitors() async throws {
        let contest = try SmallContest()
        let code = try SmallContest.code("exit_zero")
        let mounts = try SmallContest.resource().mounts
        let result = try await OwnThread.run {
            let engine = DyingLauncher(inner: try TestLauncher.start(mounts: mounts))
            return try Judge(plan: contest.plan(code), code: code, isolation: engine).evaluate()
        }
        #expect(result.verdict.code == .sandboxFailed)
        #expect(result.verdict.responsibility == .infrastructure)
    }

    @Test func aStrictGateRefusesAMachineThatCannotRank() async throws {
        var contest = try SmallContest()
        contest.preset.environmentGate.mode = .strict
        let plan = contest.plan(try SmallContest.code("honest_small"))
        let code = try SmallContest.code("honest_small")
        let result = try await OwnThread.run {
            let engine = NoIsolation(degradations: [
                .init(code: "no_freezer", sentence: "no freezer", forbidsRanking: true)
            ])
            return try Judge(plan: plan, code: code, isolation: engine).evaluate()
        }
        #expect(result.verdict.code == .notRankable)
        #expect(result.verdict.responsibility == .infrastructure)
    }
}
