import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct CodeCheckTests {
    private static let limits = IntakeLimits(code: ByteCount(40), fetchTime: Seconds(1))

    @Test func takesTextWithTheRightHash() throws {
        let code = Data("def inner_steps(): return 'é'\n".utf8)
        let text = try CodeCheck.inspect(code, expected: CodeHash(of: code), limits: Self.limits)
        #expect(Data(text.utf8) == code)
        let half = try #require(CodeHash(String(CodeHash(of: code).text.prefix(32))))
        try CodeCheck.inspect(code, expected: half, limits: Self.limits)
    }

    struct Bad: CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        var expected: [UInt8]?
        let code: IntakeError.Code
    }

    @Test(arguments: [
        Bad(testDescription: "nothing", bytes: [], code: .empty),
        Bad(testDescription: "too much", bytes: [UInt8](repeating: 35, count: 41), code: .tooLarge),
        Bad(testDescription: "other bytes", bytes: [35], expected: [36], code: .hashMismatch),
        Bad(testDescription: "a NUL", bytes: [35, 0, 35], code: .notText),
        Bad(testDescription: "invalid UTF-8", bytes: [35, 0xC3], code: .notText),
        Bad(testDescription: "UTF-7 declared", bytes: Array("# coding: utf-7\n".utf8), code: .notText),
        Bad(testDescription: "a web page", bytes: Array("\n<!DOCTYPE html>".utf8), expected: [36], code: .htmlPage),
        Bad(testDescription: "a page in another charset", bytes: [0x3C, 0xE9, 0x3E], expected: [36], code: .htmlPage),
        Bad(testDescription: "JSON", bytes: Array(" {\"files\": [1, {}]}\n".utf8), expected: [36], code: .jsonPage),
        Bad(testDescription: "a JSON list", bytes: Array("[]".utf8), code: .jsonPage),
    ])
    func refuses(_ bad: Bad) {
        let expected = CodeHash(of: Data(bad.expected ?? bad.bytes))
        #expect(throws: IntakeError(bad.code, "")) {
            try CodeCheck.inspect(Data(bad.bytes), expected: expected, limits: Self.limits)
        }
    }

    @Test(arguments: [
        "{'a': 1}\n", "[x for x in y]\n", "# <html>\n", "\"\"\"\n<html>\n\"\"\"\n", "\u{FEFF}a = {}\n", "[[[[[[",
    ])
    func takesCodeThatOnlyLooksLikeADocument(_ text: String) throws {
        let code = Data(text.utf8)
        #expect(try CodeCheck.inspect(code, expected: CodeHash(of: code), limits: Self.limits) == text)
    }

    @Test func codesAreStable() {
        #expect(
            IntakeError.Code.allCases.map(\.rawValue) == [
                "bad_url", "address_refused", "too_many_redirects", "fetch_timed_out", "fetch_failed", "too_large",
                "empty", "hash_mismatch", "not_text", "compressed", "html_page", "json_page",
            ]
        )
    }
}
