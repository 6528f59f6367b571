import APIModels
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Rules
import Testing

@testable import Site

/// What is in the answers.
@Suite struct ShapeTests {
    struct Shape: CustomTestStringConvertible, Sendable {
        let path: String
        let keys: [String]
        var testDescription: String { path }
    }

    /// The field names of the published API, as its clients know them.
    @Test(arguments: [
        Shape(path: "/health", keys: ["status"]),
        Shape(
            path: "/leaderboard",
            keys: [
                "rank", "submission_id", "miner_hotkey", "miner_uid", "final_score", "num_evaluations", "created_at",
            ]
        ),
        Shape(
            path: "/api/stats/overview",
            keys: [
                "submissions_24h", "current_top_score", "mfu_to_beat", "adaptive_threshold", "score_improvement_24h",
                "total_submissions", "active_miners",
            ]
        ),
        Shape(
            path: "/api/stats/validator",
            keys: [
                "status", "evaluations_completed_1h", "current_evaluation", "uptime", "queued_count", "running_count",
                "finished_count", "failed_count", "success_rate",
            ]
        ),
        Shape(
            path: "/api/stats/recent",
            keys: [
                "submission_id", "miner_hotkey", "miner_uid", "status", "final_score", "created_at", "error",
            ]
        ),
        Shape(path: "/api/stats/history", keys: ["submission_id", "mfu", "timestamp"]),
        Shape(
            path: "/api/stats/queue",
            keys: [
                "queued_count", "running_count", "finished_count", "failed_count", "avg_wait_time_seconds", "avg_score",
                "pending_count",
            ]
        ),
        Shape(
            path: "/api/stats/threshold",
            keys: ["current_threshold", "last_improvement", "last_update_block", "decayed_threshold", "updated_at"]
        ),
        Shape(
            path: "/api/submissions/s-000001",
            keys: [
                "submission_id", "miner_hotkey", "miner_uid", "code_hash", "bucket_path", "spec_version", "status",
                "created_at", "updated_at", "final_score", "error_message", "code_content", "payment_verified",
            ]
        ),
        Shape(
            path: "/submissions/s-000001/evaluations",
            keys: [
                "evaluation_id", "submission_id", "evaluator_hotkey", "mfu", "tokens_per_second", "total_tokens",
                "wall_time_seconds", "success", "error", "created_at",
            ]
        ),
        Shape(path: "/api/submissions/s-000001/code", keys: ["code", "code_hash"]),
    ])
    func publishedRoutesHaveTheirNames(_ shape: Shape) async throws {
        try await TestSite.full { client in
            var value = try await client.json(shape.path)
            if case .array(let rows) = value { value = try #require(rows.first) }
            guard case .object(let members) = value else {
                Issue.record("no object")
                return
            }
            #expect(Set(members.keys) == Set(shape.keys))
        }
    }

    @Test func publishedValuesAreWrittenAsPublished() async throws {
        try await TestSite.full { client in
            let submission = try await client.json("/api/submissions/s-000001")
            #expect(submission["payment_verified"] == .integer(0))
            #expect(submission["miner_uid"] == .null)
            #expect(submission["status"] == .string("finished"))
            let time = try #require(submission["created_at"]?.text)
            #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}/) != nil)
            #expect(try await client.json("/api/submissions/s-000006")["status"] == .string("failed_evaluation"))
            #expect(try await client.json("/api/submissions/s-000008")["status"] == .string("failed_validation"))
            #expect(try await client.json("/api/submissions/s-999999/evaluations") == .array([]))
            #expect(try await client.json("/api/submissions/s-999999/code") == .null)
            let sealed = try await client.json("/api/submissions/s-000007/code")
            #expect(sealed["code"]?.text?.hasPrefix("#") == true)
        }
    }

    @Test func timesOfUTCHaveNoZone() {
        #expect(UTCText.text(0) == "1970-01-01 00:00:00.000000")
        #expect(UTCText.text(1_767_225_599_007) == "2025-12-31 23:59:59.007000")
    }

    @Test func timesOfUTCAreThoseOfTheCalendar() throws {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZoneSeparator: .omitted)
        for day in stride(from: Int64(0), to: 146_097, by: 97) {
            let milliseconds = day * 86_400_000 + day * 991 % 86_400_000
            let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
            #expect(UTCText.text(milliseconds).hasPrefix(date.formatted(style).prefix(19)))
        }
    }

    @Test func theWrittenBoardHasThePublishedShape() async throws {
        try await TestSite.full { client in
            let text = try await client.get("/leaderboard").text
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let rows = try decoder.decode([Published.BoardRow].self, from: Data(text.utf8))
            #expect(rows.map(\.finalScore) == [1300, 1100, 1099, 1000, 900])
            #expect(try Content.json(rows, key: Published.key).body == ByteBuffer(string: text))
        }
    }

    struct Words: CustomTestStringConvertible, Sendable {
        let text: String
        let json: String
        var testDescription: String { json }
    }

    @Test(arguments: [
        Words(text: "plain", json: #""plain""#), Words(text: "a\"b\\c", json: #""a\"b\\c""#),
        Words(text: "\n\u{1B}ü", json: #""\u000a\u001bü""#),
    ])
    func stringsAreEscaped(_ words: Words) {
        var text = JSONText(capacity: 0)
        text.string(words.text)
        #expect(String(decoding: text.bytes, as: UTF8.self) == words.json)
    }

    @Test func numbersAreAsShortAsTheyCanBe() {
        var text = JSONText(capacity: 0)
        for number in [0, 1300, -2.5, 0.1, 1e300, .infinity] {
            text.number(number)
            text.raw(" ")
        }
        #expect(String(decoding: text.bytes, as: UTF8.self) == "0 1300 -2.5 0.1 1e+300 null ")
    }

    struct Walk: CustomTestStringConvertible, Sendable {
        let path: String
        let submissions: [String]
        var testDescription: String { path }
    }

    @Test(arguments: [
        Walk(
            path: "/v1/board?limit=2",
            submissions: ["s-000004", "s-000002", "s-000003", "s-000001", "s-000005"]
        ),
        Walk(
            path: "/v1/board?per=hotkey&limit=2",
            submissions: ["s-000004", "s-000002", "s-000003", "s-000001", "s-000005"]
        ),
    ])
    func theBoardIsReadPartByPart(_ walk: Walk) async throws {
        try await TestSite.full { client in
            var seen: [String] = [], ranks: [JSONValue] = []
            var path: String? = walk.path
            while let next = path {
                let part = try await client.json(next)
                guard case .array(let items)? = part["rows"]?["items"] else { break }
                seen += items.compactMap { $0["submission"]?.text }
                ranks += items.compactMap { $0["rank"] }
                path = part["rows"]?["next_cursor"]?.text.map { "\(walk.path)&cursor=\($0)" }
            }
            #expect(seen == walk.submissions)
            #expect(ranks == (1...5).map { .integer($0) })
        }
    }

    @Test func aListIsReadPartByPartWithoutGapOrRepetition() async throws {
        try await TestSite.full { client in
            var seen: [String] = []
            var path: String? = "/v1/submissions?limit=3"
            while let next = path {
                let part = try await client.json(next)
                guard case .array(let items)? = part["items"] else { break }
                seen += items.compactMap { $0["submission"]?.text }
                path = part["next_cursor"]?.text.map { "/v1/submissions?limit=3&cursor=\($0)" }
            }
            #expect(seen == (1...8).reversed().map { "s-00000\($0)" })
        }
    }

    @Test func nothingOfThisMachineIsTold() async throws {
        try await TestSite.full { client in
            let view = try await client.json("/v1/submissions/s-000001")
            #expect(view["job_folder"] == nil)
            #expect(try await client.get("/s/s-000001").text.contains(NSTemporaryDirectory()) == false)
        }
    }

    @Test func theChampionComesWithWhatTheNextHasToDo() async throws {
        try await TestSite.full { client in
            let champion = try await client.json("/v1/champion")
            #expect(champion["row"]?["submission"] == .string("s-000004"))
            #expect(champion["reign"]?["beaten_score"] == .integer(1100))
            let threshold = try #require(champion["threshold"]?.double)
            #expect(threshold > 1300)
            let waiting = try await client.json("/v1/queue")
            #expect(waiting["places"]?[0]?["submission"] == .string("s-000007"))
            #expect(waiting["places"]?[0]?["position"] == .integer(1))
        }
    }

    @Test func figuresAreForPrometheus() async throws {
        try await TestSite.full { client in
            let text = try await client.get("/metrics").text
            #expect(
                text.contains(
                    "# TYPE arena_evaluations_total counter\narena_evaluations_total{outcome=\"accepted\"} 5.0\n"
                )
            )
            #expect(text.contains("arena_evaluations_total{outcome=\"rejected\"} 2.0\n"))
            #expect(text.contains("arena_queue_submissions 1.0\n"))
            #expect(text.contains("arena_validator_up 0.0\n"))
            #expect(!text.contains("s-0000"))
        }
    }

    @Test func whatIsNewIsSeenAtOnce() async throws {
        let arena = try await SeededArena.full()
        try await TestSite(arena).ask { client in
            #expect(try await client.json("/v1/champion")["row"]?["submission"] == .string("s-000004"))
            try await arena.judge("s-000007", rate: 9000)
            #expect(try await client.json("/v1/champion")["row"]?["submission"] == .string("s-000007"))
        }
        try arena.remove()
    }
}

extension JSONValue {
    /// The element of a list.
    subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
