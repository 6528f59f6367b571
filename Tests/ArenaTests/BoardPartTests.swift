import Arena
import Foundation
import Records
import Rules
import Testing

/// Parts of a board against the whole one, tie bands among them.
@Suite struct BoardPartTests {
    @Test func ranksAndTieBandsGoOnFromPartToPart() async throws {
        let folder = NSTemporaryDirectory() + "board-part-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var preset = try Preset.named("demo")
        preset.noise = NoiseModel(drift: 0.004, noise: 0.006)
        let records = try Records.open(at: "\(folder)/records.sqlite")
        try await fill(records, preset, scores: [100, 100.4, 100.9, 103, 103.1, 110, 121, 121.05, 90, 140])
        let board = BoardView(
            try await records.boardSnapshot(presetHash: preset.hash),
            preset: preset,
            block: 30,
            emissionRao: 1,
            payments: []
        )
        for limit in [1, 3, 4, 50] {
            var rows: [BoardView.Row] = [], position: BoardPart.Position?
            repeat {
                let part = try await BoardPart.read(
                    records: records,
                    preset: preset,
                    presetHash: preset.hash,
                    scope: .all,
                    after: position,
                    limit: limit
                )
                rows += part.rows
                position = part.next
            } while position != nil
            #expect(rows == board.rows)
        }
        #expect(Set(board.rows.map(\.band)).count > 2)
        try records.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func aChampionBelowTheTopIsItsLastRow() async throws {
        let folder = NSTemporaryDirectory() + "board-top-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var preset = try Preset.named("demo")
        preset.noise = NoiseModel(drift: 0.004, noise: 0.006)
        let records = try Records.open(at: "\(folder)/records.sqlite")
        try await fill(records, preset, scores: [100, 121, 121.05, 121.1, 90])
        let board = BoardView(
            try await records.boardSnapshot(presetHash: preset.hash),
            preset: preset,
            block: 30,
            emissionRao: 1,
            payments: []
        )
        let champion = try #require(board.champion)
        #expect(champion.rank == 3)
        for limit in [1, 2, 3, 9] {
            let top = try await BoardPart.top(
                records: records,
                preset: preset,
                presetHash: preset.hash,
                limit: limit
            )
            let isBelow = limit < champion.rank
            var last = champion
            if isBelow { last.band = nil }
            #expect(top.rows == Array(board.rows.prefix(limit)) + (isBelow ? [last] : []))
            #expect(Set(top.judged.keys) == Set(top.rows.map(\.submission)))
        }
        try records.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func whatIsReadOfABoardDoesNotGrowWithItsPast() async throws {
        let arena = try TestArena()
        let (records, preset) = (arena.records, arena.preset)
        try await fill(records, preset, scores: [100, 120, 150, 90])
        let whole = try await arena.read()
        let all = try await BoardView.read(records: records, chain: arena.chain, preset: preset, limit: 9)
        #expect(!all.hasMore)
        #expect(all.board.rows == whole.rows)
        #expect(all.board.submissions == whole.submissions)
        #expect(all.board.threshold == whole.threshold)
        let part = try await BoardView.read(records: records, chain: arena.chain, preset: preset, limit: 1)
        #expect(part.hasMore)
        #expect(part.board.champion == whole.champion)
        #expect(part.board.rows.first == whole.rows.first)
        #expect(part.board.submissions.map(\.submission) == ["s-000004"])
        try arena.remove()
    }

    private func fill(_ records: Records, _ preset: Preset, scores: [Double]) async throws {
        for (index, score) in scores.enumerated() {
            let block = UInt64(index + 3), code = Data("\(index)".utf8)
            let hotkey = try #require(Hotkey(bytes: [UInt8](repeating: UInt8(index / 2), count: 32)))
            let new = NewSubmission(
                hotkey: hotkey,
                codeHash: CodeHash(of: code),
                url: "https://example.org/train.py",
                committedAt: 1,
                reveal: RevealPosition(block: block, index: 0)
            )
            let ids = try await records.ingest([new], through: block)
            try await records.storeCode(ids[0], code)
            _ = try await records.openEpoch(
                secret: EpochSecret.makeRandom(),
                beacon: Beacon(block: block, hash: Data(repeating: 9, count: 32)),
                presetName: preset.name,
                presetHash: preset.hash,
                for: ids
            )
            let evaluation = try #require(try await records.evaluation(ofSubmission: ids[0]))
            let execution = try await records.beginExecution(evaluation.id, directory: "jobs/\(index)")
            let judgement = Judgement(
                evaluation: evaluation.id,
                outcome: .accepted,
                code: "accepted",
                sentence: "It was verified.",
                numbers: .object(["marked_runs": .integer(index == 2 ? 1 : 0)]),
                score: score,
                tokensPerSecond: score
            )
            _ = try await records.accept(judgement, execution: execution.id, rule: preset.crown, atBlock: 20)
        }
    }
}
