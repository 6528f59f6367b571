import Chain
import Foundation
import Records
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Arena

/// What endpoints answer, and what becomes of it.
@Suite struct EndpointEntriesTests {
    @Test func asksWhatIsEnteredAndBelievesNothingElse() async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            let found = try await stand.ask(stand.entries([pair.hotkey: axon]))
            let entry = try #require(found.first)
            #expect(found.count == 1 && entry.fault == nil)
            #expect(entry.hotkey == pair.hotkey.text && entry.coldkey == stand.coldkey.hotkey.text)
            #expect(entry.address == "127.0.0.1" && entry.commit == EndpointTable.commit)
            #expect(entry.repository == "https://git.example/ann/training" && entry.hasToken)
            #expect(entry.requestedDatasets == ["RZ412/PokerBench"])
        }
        // The token has gone to the inspector and nowhere else.
        let log = try await stand.table.records.endpointAnswerLog(for: stand.row.plan.id)
        let text = try JSONValue(encoding: log.map(\.registrant)).canonicalText
        #expect(log.count == 1 && !text.contains("hidden-token"))
        #expect(!"\(EndpointTable.offer("ann"))".contains("hidden-token"))
        try stand.table.remove()
    }

    @Test func aTypeThatNothingIsEnteredForIsDeclined() async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        try await stand.serving(pair, [.image: EndpointTable.offer("ann")]) { axon in
            let found = try await stand.ask(stand.entries([pair.hotkey: axon]))
            #expect(found.map(\.fault) == [.declined])
        }
        try stand.table.remove()
    }

    /// An endpoint that answers in another's name would enter for him.
    @Test func anEndpointOfAnotherHotkeyRefuses() async throws {
        let stand = try await EndpointTable()
        let (pair, other) = (try await stand.competitor(), try await stand.competitor())
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            let found = try await stand.ask(stand.entries([other.hotkey: axon]))
            #expect(found.map(\.fault) == [.refusedQuestion])
        }
        try stand.table.remove()
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let answer: String?
        let verdict: RegistrationVerdict
        var testDescription: String { answer.map { String($0.prefix(60)) } ?? "silence" }

        init(_ verdict: RegistrationVerdict, _ answer: String?) {
            (self.verdict, self.answer) = (verdict, answer)
        }

        init(_ verdict: RegistrationVerdict, status: String = "200 OK", body: String, fields: String = "") {
            let head = "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n"
            self.init(verdict, head + body)
        }
    }

    private static let good = #"{"github_repo":"https://git.example/a/b","commit_hash":"c"}"#

    @Test(arguments: [
        Bad(.strangeAnswer, body: "hello"),
        Bad(.strangeAnswer, body: "[]"),
        Bad(.strangeAnswer, body: "{}"),
        Bad(.strangeAnswer, body: #"{"github_repo":"https://git.example/a/b"}"#),
        Bad(.strangeAnswer, body: #"{"github_repo":1,"commit_hash":"c"}"#),
        Bad(.strangeAnswer, body: #"{"github_repo":"a","commit_hash":"c","requested_datasets":"all"}"#),
        Bad(.strangeAnswer, body: #"{"github_repo":"\#(String(repeating: "a", count: 301))","commit_hash":"c"}"#),
        Bad(.strangeAnswer, body: good + String(repeating: " ", count: 20_000)),
        Bad(.strangeAnswer, body: good, fields: "Content-Encoding: gzip\r\n"),
        Bad(.strangeAnswer, status: "302 Found", body: "", fields: "Location: http://127.0.0.1/x\r\n"),
        Bad(.declined, status: "404 Not Found", body: ""),
        Bad(.refusedQuestion, status: "403 Forbidden", body: good),
        Bad(.refusedQuestion, status: "500 Oh", body: ""),
        Bad(.refusedQuestion, status: "204 No Content", body: ""),
        Bad(.noAnswer, ""),
        Bad(.noAnswer, "SSH-2.0-OpenSSH_9.2\r\n"),
        Bad(.noAnswer, nil),
    ])
    func badAnswersHaveNames(bad: Bad) async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        let server = try RawServer(bad.answer)
        defer { server.stop() }
        let entries = stand.entries([pair.hotkey: AxonAddress(host: "127.0.0.1", port: server.port)]) { limits in
            if bad.answer == nil { limits.time = Seconds(0.3) }
        }
        let found = try await stand.ask(entries)
        #expect(found.map(\.fault) == [bad.verdict])
        let admission = Admission(
            found,
            preset: stand.row.preset,
            fee: 0,
            balances: [:],
            start: stand.row.plan.opens
        )
        #expect(admission.decisions.map(\.verdict) == [bad.verdict])
        try stand.table.remove()
    }

    @Test(arguments: ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.1", "::1", "::ffff:127.0.0.1", "localhost"])
    func addressesInsideNetworksAreNotAsked(host: String) async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        let server = try RawServer("HTTP/1.1 200 OK\r\nContent-Length: \(Self.good.utf8.count)\r\n\r\n\(Self.good)")
        defer { server.stop() }
        let entries = stand.entries([pair.hotkey: AxonAddress(host: host, port: server.port)]) { limits in
            limits.allowsPrivateAddresses = false
        }
        #expect(try await stand.ask(entries).map(\.fault) == [.privateEndpoint])
        try stand.table.remove()
    }

    /// Whoever was heard is not asked again at once, also by another process; and one who cannot be reached afterwards has
    /// said what he said.
    @Test func answersOutliveARestartAndAnOutage() async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        let address = Mutex(AxonAddress(host: "127.0.0.1", port: 1))
        var first: [Registrant] = []
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            address.withLock { $0 = axon }
            first = try await stand.ask(stand.entries([pair.hotkey: axon]))
        }
        let axon = address.withLock { $0 }
        for seconds in [0, 899, 900, 100_000] as [Int64] {
            let again = try await stand.ask(stand.entries([pair.hotkey: axon]), after: seconds)
            #expect(again == first, "\(seconds)")
        }
        var log = try await stand.table.records.endpointAnswerLog(for: stand.row.plan.id)
        #expect(log.count == 1)
        // Whoever says that he does not enter is out.
        let declining = try RawServer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        defer { declining.stop() }
        let changed = stand.entries([pair.hotkey: AxonAddress(host: "127.0.0.1", port: declining.port)])
        #expect(try await stand.ask(changed, after: 200_000).map(\.fault) == [.declined])
        log = try await stand.table.records.endpointAnswerLog(for: stand.row.plan.id)
        #expect(log.map(\.registrant.fault) == [nil, .declined])
        #expect(log.map(\.at.seconds) == [0, 200_000].map { stand.table.clock.now.seconds + $0 })
        try stand.table.remove()
    }

    /// Twenty endpoints that never answer cost as long as one, and the one that answers is heard.
    @Test func oneThatHangsHoldsUpNobody() async throws {
        let stand = try await EndpointTable()
        let silent = try RawServer(nil)
        defer { silent.stop() }
        var axons: [Hotkey: AxonAddress] = [:]
        for _ in 0..<20 {
            axons[try await stand.competitor().hotkey] = AxonAddress(host: "127.0.0.1", port: silent.port)
        }
        let pair = try await stand.competitor()
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            axons[pair.hotkey] = axon
            let found = try await stand.ask(stand.entries(axons) { $0.time = Seconds(6) })
            #expect(found.count == 21 && found.count { $0.fault == .noAnswer } == 20)
            #expect(found.last?.hotkey == pair.hotkey.text && found.last?.fault == nil)
        }
        try stand.table.remove()
    }

    /// Says that nothing can be found out.
    private struct Broken: RepositoryInspector {
        func findings(of repository: TrainingRepository, for type: TournamentType) async throws -> RepositoryFindings {
            throw ArenaError(.unreachable, "no disk")
        }
    }

    @Test func aRepositoryThatCannotBeLookedIntoIsNotAdmitted() async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            let found = try await stand.ask(stand.entries([pair.hotkey: axon], inspector: Broken()))
            let admission = Admission(found, preset: stand.row.preset, fee: 0, balances: [:], start: Moment(1 << 40))
            #expect(admission.decisions.map(\.verdict) == [.notLicensed])
        }
        try stand.table.remove()
    }

    /// By the chain's time: five blocks before, and so it stays at later looks.
    @Test func theChainSaysWhenAHotkeyCame() async throws {
        let stand = try await EndpointTable()
        let pair = try await stand.competitor()
        stand.table.chainTime.block.withLock { $0 += 5 }
        try await stand.serving(pair, [.text: EndpointTable.offer("ann")]) { axon in
            let entries = stand.entries([pair.hotkey: axon], blockTime: Seconds(12))
            let found = try await stand.ask(entries)
            #expect(found.map(\.registered) == [Moment(stand.table.clock.now.seconds - 60)])
            #expect(try await stand.ask(entries, after: 5000) == found)
            let opens = stand.row.plan.opens
            let admission = Admission(found, preset: stand.row.preset, fee: 0, balances: [:], start: opens)
            #expect(admission.decisions.map(\.verdict) == [.tooLate])
        }
        try stand.table.remove()
    }

    /// Only who is admitted pays; a director that is started again asks and charges nobody twice.
    @Test func badAnswersCostNothing() async throws {
        let stand = try await EndpointTable()
        let (good, bad) = (try await stand.competitor(), try await stand.competitor())
        let fee = TournamentTable.fee
        let deposit = Deposit(coldkey: stand.coldkey.hotkey.text, rao: 5 * fee, block: 1, index: 0)
        try await stand.table.records.credit([deposit], next: 1)
        let strange = try RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        defer { strange.stop() }
        try await stand.serving(good, [.text: EndpointTable.offer("ann")]) { axon in
            let axons = [good.hotkey: axon, bad.hotkey: AxonAddress(host: "127.0.0.1", port: strange.port)]
            for _ in 0..<2 {
                let tasks = ModelledTasks(TournamentTable.performer)
                let world = stand.table.world(stand.entries(axons), tasks, owners: nil)
                var director = try await TournamentDirector(stand.row, in: world)
                _ = try await director.step()
                #expect(director.bracket.competitors == [good.hotkey.text])
            }
        }
        let fees = try await stand.table.records.fees(of: stand.row)
        #expect(fees.map(\.hotkey) == [good.hotkey.text] && fees.map(\.rao) == [Int64(fee)])
        let verdicts = try await stand.table.records.entries(of: stand.row)
        let byHotkey = verdicts.reduce(into: [:]) { $0[$1.registrant.hotkey] = $1.verdict }
        #expect(byHotkey == [good.hotkey.text: .admitted, bad.hotkey.text: .strangeAnswer])
        try stand.table.remove()
    }
}
