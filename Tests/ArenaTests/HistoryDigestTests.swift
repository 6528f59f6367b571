import Rules
import Testing

@testable import Arena
@testable import Records

@Suite struct HistoryDigestTests {
    private func score(_ number: Int, _ value: Double, at: Int64? = nil) throws -> AcceptedScore {
        AcceptedScore(
            verdict: Int64(number),
            submission: "s-\(number)",
            hotkey: try #require(Hotkey(bytes: [UInt8](repeating: 7, count: 32))),
            atMilliseconds: at ?? Int64(number) * 1000,
            score: value
        )
    }

    private func crown(_ score: AcceptedScore) -> Champion {
        Champion(
            submission: score.submission,
            hotkey: score.hotkey,
            score: score.score,
            beatenScore: nil,
            atBlock: UInt64(score.verdict)
        )
    }

    @Test func fewScoresAreAllKept() throws {
        let scores = try (1...600).map { try score($0, Double($0 * 7919 % 1000)) }
        var digest = HistoryDigest()
        digest.add(Array(scores.prefix(100)), through: 100)
        digest.add(scores, through: 700)
        let view = digest.view(crowns: [crown(scores[3])], crowned: [scores[3]], preset: try Preset.named("demo"))
        #expect(view.points.map(\.submission) == scores.map(\.submission))
        var best = 0.0
        for (point, score) in zip(view.points, scores) {
            best = max(best, score.score)
            #expect(point.best == best && point.isCrowned == (score.verdict == 4))
        }
        #expect(view.count == 600 && digest.lastVerdict == 700)
    }

    @Test func ofManyTheBestOfEachTimeAndTheCrownedAreKept() throws {
        let scores = try (1...50_000).map { try score($0, Double($0 * 7919 % 49_999)) }
        var digest = HistoryDigest()
        for begin in stride(from: 0, to: scores.count, by: 5000) {
            digest.add(Array(scores[begin..<begin + 5000]), through: Int64(begin + 5000))
        }
        let crowned = [scores[17], scores[30_000]]
        let view = digest.view(crowns: crowned.map(crown), crowned: crowned, preset: try Preset.named("demo"))
        #expect(view.points.count <= HistoryDigest.most + crowned.count + 1)
        #expect(view.points.filter(\.isCrowned).map(\.submission) == crowned.map(\.submission))
        #expect(view.points.map(\.score).max() == scores.map(\.score).max())
        #expect(view.points.first?.submission == "s-1" || view.points.first?.atMilliseconds ?? 0 < 100_000)
        #expect(view.points.last?.submission == "s-50000" && view.count == 50_000)
        #expect(digest.recent.suffix(HistoryDigest.newest).map(\.submission) == scores.suffix(200).map(\.submission))
        #expect(digest.best(before: 1000) == nil && digest.best(before: 1001) == scores[0].score)
        for last in [2, 100, 7777, 49_999] {
            #expect(digest.best(before: scores[last].atMilliseconds) == scores.prefix(last).map(\.score).max())
        }
    }

    @Test func aClockThatWasSetBackMovesNothing() throws {
        var digest = HistoryDigest()
        digest.add([try score(1, 5, at: 9000), try score(2, 6, at: 4000), try score(3, 7, at: 9500)], through: 3)
        let view = digest.view(crowns: [], crowned: [], preset: try Preset.named("demo"))
        #expect(view.points.map(\.best) == [5, 6, 7])
        #expect(digest.best(before: 9100) == 6)
    }
}
