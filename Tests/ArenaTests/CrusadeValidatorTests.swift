import Arena
import Chain
import Foundation
import Records
import Rules
import Testing

@Suite(.serialized)
struct CrusadeValidatorTests {
    @Test func takesSubmissionsFromCommitmentToPayout() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "slow")
        try await arena.submit("200", as: "fast")
        try await arena.submit("reject", as: "cheat")
        let board = try await arena.run(ScriptedEngine()) { board in
            board.submissions.filter { $0.outcome != nil }.count == 3
                && board.payouts.last?.payments.first?.hotkey == board.champion?.hotkey
        }
        #expect(board.rows.map(\.score) == [200, 100])
        #expect(board.champion?.score == 200)
        #expect(board.threshold == 202)
        #expect(board.submissions.map(\.outcome) == ["accepted", "accepted", "rejected"])
        #expect(board.submissions[2].code == "update_error")
        for payout in board.payouts { #expect(payout.sumRao == 1_000_000_007) }
        #expect(board.payouts.last?.payments.map(\.rao) == [1_000_000_007])
        try arena.remove()
    }

    @Test func triesAgainWhenAJudgeDies() async throws {
        let arena = try TestArena()
        try await arena.submit("die 150", as: "unlucky")
        let engine = ScriptedEngine()
        let board = try await arena.run(engine) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.map(\.outcome) == ["accepted"])
        #expect(engine.counts == [2])
        try arena.remove()
    }

    @Test func triesAgainWhenAJudgeCannotBeStarted() async throws {
        let arena = try TestArena()
        try await arena.submit("throw 150", as: "unlucky")
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.map(\.outcome) == ["accepted"])
        try arena.remove()
    }

    @Test func givesUpAtNoCostToTheCompetitor() async throws {
        let arena = try TestArena()
        try await arena.submit("busy", as: "patient")
        let engine = ScriptedEngine()
        let board = try await arena.run(engine) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.map(\.outcome) == ["failed"])
        #expect(board.submissions.first?.code == "host_busy")
        #expect(engine.counts == [5])
        try arena.remove()
    }

    @Test func changedRulesApplyToWhatWaits() async throws {
        let arena = try TestArena()
        _ = try await arena.queue(["150"], as: "early")
        let preset = arena.preset.hash
        #expect(try await arena.records.nextQueued(presetHash: preset) != nil)
        try await arena.records.adoptRules(presetName: "older", presetHash: String(repeating: "0", count: 64))
        #expect(try await arena.records.nextQueued(presetHash: preset) == nil)
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.map(\.outcome) == ["accepted"])
        try arena.remove()
    }

    @Test func aNetworkThatIsDownRefusesNobody() async throws {
        let arena = try TestArena()
        let receipt = try await arena.submit("100", as: "patient")
        let upload = "\(arena.home.uploads)/\(receipt.codeHash).py"
        try FileManager.default.moveItem(atPath: upload, toPath: upload + ".away")
        try await arena.submit("90", as: "other")
        let meanwhile = try await arena.run(ScriptedEngine()) { $0.rows.count == 1 }
        #expect(meanwhile.submissions.map(\.state) == ["revealed", "judged"])
        try FileManager.default.moveItem(atPath: upload + ".away", toPath: upload)
        let board = try await arena.run(ScriptedEngine()) { $0.rows.count == 2 }
        #expect(board.rows.map(\.score) == [100, 90])
        try arena.remove()
    }

    @Test func anEqualCopyDoesNotTakeTheCrown() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "first")
        _ = try await arena.run(ScriptedEngine()) { $0.rows.count == 1 }
        try await arena.submit("100.9 ", as: "copy")
        let board = try await arena.run(ScriptedEngine()) { $0.rows.count == 2 }
        #expect(board.champion?.score == 100)
        #expect(board.rows.map(\.score) == [100.9, 100])
        try arena.remove()
    }

    @Test func refusesCodeThatIsNotText() async throws {
        let arena = try TestArena()
        let file = "\(arena.home.path)/binary"
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: file))
        let miner = try MinerClient(home: arena.home, preset: arena.preset)
        await #expect(throws: ArenaError(.refused, "")) { try await miner.submit(file: file, as: "binary") }
        #expect(try await arena.read().submissions.isEmpty)
        try arena.remove()
    }

    @Test func refusesAnUploadThatWasChangedAfterItsCommitment() async throws {
        let arena = try TestArena()
        let receipt = try await arena.submit("100", as: "swapper")
        let upload = "\(arena.home.uploads)/\(receipt.codeHash).py"
        try Data("999".utf8).write(to: URL(fileURLWithPath: upload))
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.first?.code == "hash_mismatch")
        try arena.remove()
    }

    @Test func onlyOneValidatorWorksInAFolder() async throws {
        let arena = try TestArena()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await arena.validator(ScriptedEngine()).run() }
            while !FileManager.default.fileExists(atPath: "\(arena.home.path)/validator.lock") { await Task.yield() }
            try await arena.submit("1", as: "sign-of-life")
            while try await arena.read().rows.isEmpty { await Task.yield() }
            await #expect(throws: ArenaError(.busy, "")) { try await arena.validator(ScriptedEngine()).run() }
            group.cancelAll()
        }
        try arena.remove()
    }

    @Test func textThatBreaksARuleIsNotJudged() async throws {
        let arena = try TestArena()
        try await arena.submit("#broken 100", as: "breaker")
        let engine = ScriptedEngine()
        let board = try await arena.run(engine) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.first?.code == "rules_broken")
        #expect(board.submissions.first?.sentence == "Line 1 breaks a rule: os may not be imported")
        #expect(engine.counts.isEmpty)
        let records = try Records.openReadOnly(at: arena.home.records)
        #expect(try await records.code(of: "s-000001") == Data("#broken 100".utf8))
        let refused = try await records.events(ofSubmission: "s-000001").last
        let finding: [String: JSONValue] = [
            "line": .integer(1), "column": .integer(0), "rule": .string("forbidden_module"),
            "reason": .string("os may not be imported"),
        ]
        #expect(refused?.details["findings"] == .array([.object(finding)]))
        try records.close()
        try arena.remove()
    }

    @Test func codeThatBrokeARuleIsNobodyElsesWhereTheRulesLetItThrough() async throws {
        let arena = try TestArena()
        try await arena.submit("#broken 100", as: "author")
        _ = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        try await arena.submit("#broken  100", as: "stranger")
        try await arena.submit("#broken   100", as: "author")
        let board = try await arena.run(ScriptedEngine(), inspector: ScriptedInspector(isLax: true)) {
            $0.submissions.count == 3 && $0.submissions.allSatisfy { $0.outcome != nil }
        }
        #expect(board.submissions.map(\.code) == ["rules_broken", "copied", "accepted"])
        try arena.remove()
    }

    @Test func aMachineThatCannotLookRefusesNobody() async throws {
        let arena = try TestArena()
        try await arena.submit("#machine 100", as: "patient")
        try await arena.submit("90", as: "other")
        let board = try await arena.run(ScriptedEngine()) { $0.rows.count == 1 }
        #expect(board.submissions.map(\.state) == ["revealed", "judged"])
        try arena.remove()
    }

    @Test func aCopyIsNamedAndNotJudged() async throws {
        let arena = try TestArena()
        try await arena.submit("100 reject", as: "first")
        try await arena.submit("100  reject ", as: "copy")
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.filter { $0.outcome != nil }.count == 2 }
        #expect(board.submissions.map(\.code) == ["accepted", "copied"])
        try arena.remove()
    }

    @Test func anOperatorCanHaveEverythingBurned() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "first")
        let paid = try await arena.run(ScriptedEngine()) { board in
            board.champion.map { champion in
                board.payouts.last?.payments.contains { $0.hotkey == champion.hotkey } ?? false
            } ?? false
        }
        let hotkey = try #require(paid.champion?.hotkey)
        try await arena.records.switchBurn(true, reason: "a cheat was found")
        let burned = try await arena.run(ScriptedEngine()) { board in
            board.payouts.last?.payments.allSatisfy { $0.hotkey != hotkey } ?? false
        }
        #expect(burned.payouts.last?.sumRao == 1_000_000_007)
        try arena.remove()
    }

    @Test func theNextOfTheBoardIsPaidWhenTheWinnerHasLeft() async throws {
        let arena = try TestArena()
        try await arena.submit("200", as: "winner")
        try await arena.submit("100", as: "second")
        let board = try await arena.run(ScriptedEngine()) { $0.rows.count == 2 }
        let winner = try #require(board.champion.flatMap { Hotkey($0.hotkey) })
        let second = board.rows[1].hotkey
        let paid = try await arena.run(ScriptedEngine(), departed: [winner]) { board in
            board.payouts.last?.payments.map(\.hotkey) == [second]
        }
        #expect(paid.payouts.last?.payments.map(\.hotkey) == [second])
        #expect(paid.champion?.hotkey == winner.text)
        try arena.remove()
    }

    @Test func aCommitmentWithAnotherSealIsRefused() async throws {
        let arena = try TestArena()
        var hasty = arena.preset
        hasty.schedule.revealBlocks = 1
        let file = "\(arena.home.path)/hasty.txt"
        try Data("100".utf8).write(to: URL(fileURLWithPath: file))
        _ = try await MinerClient(home: arena.home, preset: hasty).submit(file: file, as: "hasty")
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.first?.code == "wrong_seal")
        try arena.remove()
    }

    @Test func anArenaThatLostItsChainIsNotFoundedAnew() async throws {
        let arena = try TestArena()
        try arena.chain.close()
        for file in ["chain.sqlite", "chain.sqlite-wal", "chain.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: "\(arena.home.path)/\(file)")
        }
        #expect(throws: ArenaError(.unreadable, "")) {
            try arena.home.openOrFound(schedule: arena.preset.schedule, emission: 1)
        }
        try FileManager.default.removeItem(atPath: arena.home.path)
    }
}
