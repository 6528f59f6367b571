import APIModels
import Arena
import Chain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Rules
import TestSupport
import Testing

@testable import Site

/// Submissions that are handed in at the site.
@Suite struct SubmissionDeskTests {
    private static func receipt(_ response: TestResponse) throws -> SubmissionReceipt {
        try JSONDecoder().decode(SubmissionReceipt.self, from: Data(response.text.utf8))
    }

    @Test func aSignedFileIsStoredAndCommittedTo() async throws {
        try await Desk.open { desk, client in
            let sheet = Desk.Sheet()
            let answer = try await desk.handIn(sheet, client)
            #expect(answer.status == .created)
            let receipt = try Self.receipt(answer)
            #expect(receipt.codeHash == CodeHash(of: sheet.code).text)
            #expect(receipt.hotkey == desk.pair.hotkey.text)
            #expect(receipt.revealBlock - receipt.committedAt == UInt64(desk.site.arena.preset.schedule.revealBlocks))
            #expect(desk.stored(sheet.code) == sheet.code)
            let sealed = try await desk.chain.sealedCommitments(of: desk.pair.hotkey)
            #expect(sealed.map(\.revealBlock) == [receipt.revealBlock])
        }
    }

    @Test func theSameRequestTwiceIsOneSubmission() async throws {
        try await Desk.open { desk, client in
            let sheet = Desk.Sheet(), fields = try await desk.fields(sheet)
            let first = try await desk.send(fields, sheet.code, client)
            let second = try await desk.send(fields, sheet.code, client)
            #expect(first.status == .created)
            #expect(second.status == .ok)
            #expect(first.text == second.text)
            #expect(try await desk.chain.nextNonce(of: desk.pair.hotkey) == 2)
        }
    }

    /// A client that lost the answer may sign the same request anew, with other signatures.
    @Test func theSameRequestSignedAnewIsOneSubmission() async throws {
        try await Desk.open { desk, client in
            let nonce = try await desk.chain.nextNonce(of: desk.pair.hotkey)
            let sheet = Desk.Sheet(nonce: nonce)
            let (first, again) = (try await desk.fields(sheet), try await desk.fields(sheet))
            #expect(first != again)
            let taken = try await desk.send(first, sheet.code, client)
            let second = try await desk.send(again, sheet.code, client)
            #expect(taken.status == .created && second.status == .ok)
            #expect(taken.text == second.text)
            #expect(try await desk.chain.nextNonce(of: desk.pair.hotkey) == nonce + 1)
        }
    }

    @Test func anOlderRequestDoesNotTakeTheNewerOnesPlace() async throws {
        try await Desk.open { desk, client in
            let older = Desk.Sheet(code: Data("# older\n".utf8)), fields = try await desk.fields(older)
            _ = try await desk.send(fields, older.code, client)
            let newer = try Self.receipt(try await desk.handIn(.init(), client))
            let replayed = try await desk.send(fields, older.code, client)
            #expect(replayed.failure == "bad_nonce")
            let sealed = try await desk.chain.sealedCommitments(of: desk.pair.hotkey)
            #expect(sealed.map(\.revealBlock) == [newer.revealBlock])
        }
    }

    @Test func theRouteOfTheHotkeyTellsWhatHasToBeSigned() async throws {
        try await Desk.open { desk, client in
            let path = "/v1/hotkeys/\(desk.pair.hotkey.text)"
            let before = try await client.json(path)
            #expect(before["next_nonce"] == .integer(1))
            #expect(before["uid"] == .integer(2))
            #expect(before["network"] == .string(Hex.text(desk.chain.identity)))
            _ = try await desk.handIn(.init(), client)
            #expect(try await client.json(path)["next_nonce"] == .integer(2))
            let stranger = try await client.json("/v1/hotkeys/\(HotkeyPair().hotkey.text)")
            #expect(stranger["uid"] == nil)
            #expect(stranger["next_nonce"] == .integer(0))
            #expect(try await client.get("/v1/hotkeys/5F").failure == "invalid_parameter")
            let mistaken = String(HotkeyForm.example.dropLast()) + "N"
            #expect(try await client.get("/v1/hotkeys/\(mistaken)").failure == "not_found")
        }
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        let what: String
        let sheet: Desk.Sheet
        let status: Int
        let code: String
        var testDescription: String { what }
    }

    @Test(arguments: [
        Refused(what: "another's signature", sheet: .init(signer: HotkeyPair()), status: 401, code: "bad_signature"),
        Refused(what: "another path", sheet: .init(path: "/v1/board"), status: 401, code: "bad_signature"),
        Refused(
            what: "another network",
            sheet: .init(network: Data(repeating: 1, count: 32)),
            status: 401,
            code: "bad_signature"
        ),
        Refused(what: "another seal", sheet: .init(revealBlocks: 1000), status: 401, code: "bad_signature"),
        Refused(what: "an old signature", sheet: .init(age: 3_600_000), status: 401, code: "request_expired"),
        Refused(what: "a signature of the future", sheet: .init(age: -3_600_000), status: 401, code: "request_expired"),
        Refused(what: "a nonce of the future", sheet: .init(nonce: 9), status: 409, code: "bad_nonce"),
        Refused(what: "a used nonce", sheet: .init(nonce: 0), status: 409, code: "bad_nonce"),
        Refused(what: "no hash", sheet: .init(missing: .codeHash), status: 400, code: "invalid_parameter"),
        Refused(what: "another file", sheet: .init(sent: Data("x = 1\n".utf8)), status: 422, code: "hash_mismatch"),
        Refused(what: "nothing", sheet: .init(code: Data()), status: 422, code: "empty"),
        Refused(what: "no text", sheet: .init(code: Data([0xFF, 0xFE])), status: 422, code: "not_text"),
        Refused(what: "a page", sheet: .init(code: Data("<html>".utf8)), status: 422, code: "html_page"),
        Refused(
            what: "too much",
            sheet: .init(code: Data(repeating: 35, count: 500_001)),
            status: 413,
            code: "too_large"
        ),
        Refused(what: "no Python", sheet: .init(code: Data("BROKEN".utf8)), status: 422, code: "syntax_error"),
        Refused(what: "a word", sheet: .init(code: Data("import os".utf8)), status: 422, code: "rules_broken"),
        Refused(what: "a sick machine", sheet: .init(code: Data("SICK".utf8)), status: 503, code: "lint_failed"),
    ])
    func whatIsRefusedLeavesNothing(_ refused: Refused) async throws {
        try await Desk.open { desk, client in
            let answer = try await desk.handIn(refused.sheet, client)
            #expect(answer.status.code == refused.status)
            #expect(answer.failure == refused.code)
            #expect(answer.headers[.connection] == "close")
            #expect(desk.stored(refused.sheet.code) == nil)
            #expect(try await desk.chain.nextNonce(of: desk.pair.hotkey) == 1)
            #expect(try await desk.chain.sealedCommitments(of: desk.pair.hotkey).isEmpty)
        }
    }

    @Test func aStrangerIsNotReadAtAll() async throws {
        try await Desk.open { desk, client in
            let other = Desk(site: desk.site)
            #expect(try await other.handIn(.init(), client).failure == "not_registered")
            try await desk.chain.admit(other.pair.hotkey)
            #expect(try await other.handIn(.init(), client).status == .created)
        }
    }

    @Test func aHotkeyThatIsTooBusyIsHeldUp() async throws {
        try await Desk.open(changing: { ($0.burst, $0.perSecond) = (1, 0.001) }) { desk, client in
            #expect(try await desk.handIn(.init(), client).status == .created)
            let answer = try await desk.handIn(.init(), client)
            #expect(answer.failure == "too_many_requests")
            #expect(answer.headers[.retryAfter] != nil)
        }
    }

    @Test func aHotkeyKeepsOnlySoManyBytesADay() async throws {
        try await Desk.open(changing: { $0.dayBytes = 64 }) { desk, client in
            let first = Desk.Sheet(code: Data(String(repeating: "#", count: 40).utf8))
            let second = Desk.Sheet(code: Data(String(repeating: "#", count: 41).utf8))
            #expect(try await desk.handIn(first, client).status == .created)
            // The same file once more takes nothing, nor does one that is refused.
            #expect(try await desk.handIn(first, client).status == .created)
            #expect(try await desk.handIn(.init(code: Data("import os".utf8)), client).failure == "rules_broken")
            let answer = try await desk.handIn(second, client)
            #expect(answer.failure == "too_many_requests")
            #expect(answer.text.contains("there is room in 38"))
            // 17 bytes are missing of those that come back at 64 a day.
            let seconds = try #require(answer.headers[.retryAfter].flatMap { Int($0) })
            #expect((20_000...22_950).contains(seconds))
            #expect(desk.stored(second.code) == nil)
            let other = Desk(site: desk.site)
            try await desk.chain.register(other.pair)
            #expect(try await other.handIn(second, client).status == .created)
        }
    }

    @Test func aFileLargerThanADayTakesAllOfIt() async throws {
        try await Desk.open(changing: { $0.dayBytes = 64 }) { desk, client in
            let code = Data(String(repeating: "#", count: 100).utf8)
            let answer = try await desk.handIn(.init(code: code), client)
            #expect(answer.status == .created)
            #expect(try await desk.handIn(.init(), client).failure == "too_many_requests")
        }
    }

    @Test func whereThereIsNoRoomNothingIsTaken() async throws {
        try await Desk.open(changing: { $0.folderBytes = 10 }) { desk, client in
            let answer = try await desk.handIn(.init(), client)
            #expect(answer.failure == "full")
        }
        try await Desk.open(changing: { $0.seats = 0 }) { desk, client in
            let answer = try await desk.handIn(.init(), client)
            #expect(answer.failure == "busy")
        }
    }

    @Test func aDiskThatFailsIsNotTheCompetitorsFault() async throws {
        try await Desk.open { desk, client in
            let sheet = Desk.Sheet(), uploads = desk.site.arena.home.uploads
            // A folder in the place of the file, which nothing can be renamed to.
            let place = "\(uploads)/\(CodeHash(of: sheet.code).text).py"
            try FileManager.default.createDirectory(atPath: "\(place)/x", withIntermediateDirectories: true)
            let answer = try await desk.handIn(sheet, client)
            #expect(answer.status == .internalServerError)
            #expect(answer.failure == "failed")
            #expect(!answer.text.contains(uploads))
            #expect(try await desk.chain.sealedCommitments(of: desk.pair.hotkey).isEmpty)
        }
    }

    @Test func aSiteThatTakesNoneSaysSo() async throws {
        try await TestSite.full { client in
            let answer = try await client.execute(uri: "/v1/submissions", method: .post, headers: [:], body: nil) { $0 }
            #expect(answer.status == .forbidden)
            #expect(answer.failure == "not_taken")
            let other = try await client.execute(uri: "/v1/submissions", method: .put, headers: [:], body: nil) { $0 }
            #expect(other.headers[.allow] == "GET, HEAD, POST")
        }
    }
}
