import Foundation
import Testing

@testable import Intake

@Suite struct CodePageTests {
    struct Case: CustomTestStringConvertible {
        let page: String
        let code: String
        var testDescription: String { page }
    }

    private static let gist = "0123456789abcdef0123456789abcdef"
    private static let raw = "https://gist.githubusercontent.com/u/\(gist)/raw"

    @Test(arguments: [
        Case(page: "https://gist.github.com/u/\(gist)", code: raw),
        Case(page: "http://GIST.github.com/u/\(gist)/#file-train-py", code: raw),
        Case(page: "https://gist.github.com/u/\(gist)?permalink_comment_id=1", code: raw),
        Case(page: "https://gist.github.com/u/\(gist)/\(gist)", code: "\(raw)/\(gist)"),
        Case(
            page: "https://gist.github.com/u/\(gist)/raw/train.py",
            code: "https://gist.github.com/u/\(gist)/raw/train.py"
        ),
        Case(page: "\(raw)/train.py", code: "\(raw)/train.py"),
        Case(
            page: "https://github.com/u/r/blob/main/a%20b/train.py?raw=true#L1",
            code: "https://raw.githubusercontent.com/u/r/main/a%20b/train.py"
        ),
        Case(
            page: "https://www.github.com/u/r/raw/main/tree/a.py",
            code: "https://www.github.com/u/r/raw/main/tree/a.py"
        ),
        Case(
            page: "https://github.com/u/r/releases/download/v1/train.py",
            code: "https://github.com/u/r/releases/download/v1/train.py"
        ),
        Case(
            page: "https://raw.githubusercontent.com/u/r/main/issues/train.py?token=a",
            code: "https://raw.githubusercontent.com/u/r/main/issues/train.py?token=a"
        ),
        Case(
            page: "https://gitlab.com/g/s/p/-/blob/main/train.py",
            code: "https://gitlab.com/g/s/p/-/raw/main/train.py"
        ),
        Case(page: "https://gitlab.com/g/p/-/raw/main/train.py", code: "https://gitlab.com/g/p/-/raw/main/train.py"),
        Case(page: "https://pastebin.com/aB3dE6gH", code: "https://pastebin.com/raw/aB3dE6gH"),
        Case(page: "https://pastebin.com/raw/aB3dE6gH", code: "https://pastebin.com/raw/aB3dE6gH"),
        Case(
            page: "https://example.org/tree/pulls/train.py?tab=a",
            code: "https://example.org/tree/pulls/train.py?tab=a"
        ),
    ])
    func findsTheCodeOfAPage(_ wanted: Case) throws {
        #expect(try CodeSource.parse(wanted.page) == .web(try #require(URL(string: wanted.code))))
    }

    @Test func saysWhatToGiveInstead() {
        let error = #expect(throws: IntakeError.self) { try CodeSource.parse("https://github.com/u/r/tree/main/src") }
        #expect(error?.code == .badURL)
        #expect(error?.sentence.hasSuffix("give the raw URL of a file of the repository.") == true)
    }
}
