import Foundation
import Testing

@Suite(.serialized)
struct ProgramTests {
    private func object(_ data: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The main job, as a newcomer sees it: five real submissions, real training, one payout.
    @Test func theDemoEndsAsItShould() async throws {
        let home = NSTemporaryDirectory() + "demo-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let options = ["--once", "--json", "--home", home, "--port", "0", "--log-format", "json"]
        let outcome = try await Program.run(["demo"] + options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let events = try outcome.errors.split(separator: "\n").map { try object(Data($0.utf8))["message"] as? String }
        #expect(events.count { $0 == "submission revealed" } == 5)
        #expect(events.count { $0 == "serving" } == 1)
        let report = try object(outcome.output)
        let submissions = try #require(report["submissions"] as? [[String: Any]])
        let codes = submissions.map { "\($0["name"] ?? "") \($0["code"] ?? "")" }
        #expect(
            codes == [
                "baseline accepted", "faster accepted", "clock-patcher accepted", "step-skipper update_error",
                "answer-seeker update_error",
            ]
        )
        let board = try #require(report["board"] as? [String: Any])
        let payouts = try #require(board["payouts"] as? [[String: Any]])
        let emission = try #require(board["emission_rao"] as? Int)
        #expect(!payouts.isEmpty)
        for payout in payouts { #expect(payout["sum_rao"] as? Int == emission) }

        let again = try await Program.run(["board", "--json", "--home", home])
        #expect(again.status == 0)
        #expect((try object(again.output)["rows"] as? [Any])?.count == 3)

        // All evaluations are done, so the seeds are public.
        let epoch = try object(try await Program.run(["epoch", "1", "--json", "--home", home]).output)
        let disclosure = try #require(epoch["disclosure"] as? [String: Any])
        let judged = try #require(disclosure["submissions"] as? [[String: Any]])
        let runs = judged.compactMap { $0["runs"] as? [[String: Any]] }.flatMap(\.self)
        #expect(!judged.isEmpty && runs.count == 3 * judged.count)
        #expect(Set(runs.compactMap { $0["seed"] as? String }).count == runs.count, "nobody shares a seed")
        for run in runs { #expect((18...22).contains(run["steps"] as? Int ?? 0)) }
    }

    @Test(arguments: [["serve"], ["chain", "run"]])
    func aPortThatIsTakenIsToldInOneSentence(_ command: [String]) async throws {
        let node = try RunningNode()
        defer { node.kill() }
        let port = "\(node.port)"
        let outcome = try await Program.run(command + ["--port", port])
        #expect(outcome.status == 4)
        let words = "127.0.0.1:\(port) cannot be listened at: somebody else listens there"
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!outcome.errors.contains("errno"))
    }

    @Test func theDoctorNamesWhatThereIs() async throws {
        let report = try object(try await Program.run(["doctor", "--json"]).output)
        let capabilities = try #require(report["capabilities"] as? [[String: Any]])
        let names = Set(capabilities.compactMap { $0["name"] as? String })
        #expect(
            names.isSuperset(of: [
                "processors", "cgroups", "freezer", "limit_memory", "bubblewrap", "python", "sandbox",
            ])
        )
        #expect(report["works"] as? Bool == true)
    }

    /// A mistake at the command line and the words that have to be in the answer.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var words: String
        var testDescription: String { words }
    }

    static let mistakes = [
        Mistake(arguments: ["bench", "no-such-file.py"], words: "cannot read no-such-file.py"),
        Mistake(arguments: ["bench", "x.py", "--preset", "nothing"], words: "no preset is named 'nothing'"),
        Mistake(arguments: ["board", "--home", "no-such-home"], words: "there is no arena"),
        Mistake(arguments: ["calibrate", "nothing", "--into", "x"], words: "no preset is named 'nothing'"),
        Mistake(arguments: ["workload", "fetch", "--into", "x"], words: "give either --model or --config"),
        Mistake(arguments: ["miner", "submit", "x.py", "--home", "no-such-home"], words: "there is no arena"),
        Mistake(
            arguments: ["match", "examples/crusade-tps/faster.py", "no-such-file.py"],
            words: "cannot read no-such-file.py"
        ),
        Mistake(arguments: ["match", "x.py", "y.py", "--preset", "demo"], words: "not decided by title matches"),
        Mistake(arguments: ["matches", "--home", "no-such-home"], words: "there is no arena"),
        Mistake(arguments: ["judge", "no-such-folder"], words: "cannot open no-such-folder"),
        Mistake(arguments: ["demo", "--venv", "no-such-venv"], words: "run make setup"),
    ]

    @Test(arguments: mistakes)
    func saysWhatIsWrong(_ mistake: Mistake) async throws {
        let outcome = try await Program.run(mistake.arguments)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(mistake.words), "\(outcome.errors)")
    }
}
