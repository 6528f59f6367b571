import Foundation
import Rules
import Testing

@testable import Arena
@testable import tiltyard

@Suite struct BoardNoiseTests {
    private func preset(_ name: String = "crusade-open", noise: NoiseModel? = .assumed) throws -> Preset {
        var preset = try Preset.named(name)
        preset.noise = noise
        return preset
    }

    private func row(_ rank: Int, _ score: Double, isMarked: Bool = false) -> BoardView.Row {
        BoardView.Row(
            rank: rank,
            submission: "s\(rank)",
            hotkey: "h\(rank)",
            score: score,
            tokensPerSecond: score,
            isChampion: rank == 2,
            isMarked: isMarked
        )
    }

    private func board(_ preset: Preset) -> BoardView {
        let rows = [row(1, 10_100), row(2, 10_000, isMarked: true), row(3, 9000)]
        let reign = CrownRule.Reign(score: 10_000, beatenScore: nil, block: 1)
        return BoardView(
            preset: preset.name,
            presetHash: preset.hash,
            metric: preset.metric.rawValue,
            block: 9,
            threshold: preset.crown.threshold(over: reign, at: 9),
            next: BoardView.Jump(over: reign, by: preset.crown, at: 9),
            rows: BoardView.told(rows, by: preset),
            submissions: [],
            emissionRao: 0,
            payouts: []
        )
    }

    @Test func closeScoresShareABand() throws {
        let rows = board(try preset()).rows
        #expect(rows.map(\.band) == [1, 1, 2])
        let interval = try #require(rows[1].interval)
        #expect(interval == NoiseModel.assumed.interval(ofScore: 10_000, runs: 3))
        #expect(interval.lower < 9850 && interval.upper > 10_150)
    }

    @Test func theReportTellsNoiseAndWhatComesNext() throws {
        let text = BoardReport(board: board(try preset())).lines.joined(separator: "\n")
        for part in [
            "95 % interval", "band", "rows of one band cannot be told apart", "10 000 *", "measured on a busy machine",
            "win a title match", "more than 0.5 %", "to get one: 5 000 tokens/s or more",
        ] {
            #expect(text.contains(part), "lacks \(part)")
        }
    }

    @Test func aBoardWithoutNoiseLooksAsEver() throws {
        let board = board(try preset("demo", noise: nil))
        #expect(board.rows.allSatisfy { $0.interval == nil && $0.band == nil })
        let text = BoardReport(board: board).lines.joined(separator: "\n")
        #expect(!text.contains("interval"))
        #expect(text.contains("to take the crown: more than 10 100 tokens/s"))
        let json = String(decoding: try JSONEncoder().encode(board), as: UTF8.self)
        #expect(!json.contains("interval") && !json.contains("band") && !json.contains("least_score"))
    }
}
