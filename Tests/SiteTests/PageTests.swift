import Arena
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Rules
import Testing

@testable import Site

/// The pages, and what strangers wrote on them.
@Suite struct PageTests {
    static let paths = [
        "/", "/s", "/s?state=rejected", "/s/s-000001", "/s/s-000002", "/s/s-000006", "/s/s-000007", "/s/s-000008",
        "/s/s-000002/code", "/s/s-000002/diff", "/s/s-000004/diff", "/s/s-000001/diff",
        "/history", "/matches", "/queue", "/payouts", "/rules",
    ]

    @Test(arguments: paths)
    func everyPageIsWellFormedAndSafe(_ path: String) async throws {
        try await TestSite.full { client in
            let answer = try await client.get(path, [.accept: "text/html"])
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
            #expect(TagCheck.problem(answer.text) == nil)
            #expect(!answer.text.contains("<script>"))
            #expect(!answer.text.contains("style="))
            #expect(answer.text.unicodeScalars.allSatisfy { $0.value != 0x1B && $0.value != 0x202E })
        }
    }

    @Test func hostileCodeIsShownAsItIs() async throws {
        try await TestSite.full { client in
            let page = try await client.get("/s/s-000002/code").text
            #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
            #expect(page.contains("\\u{202e}reversed"))
            #expect(page.contains("&amp;amp;"))
            #expect(page.contains("\\u{1b}[31m"))
            #expect(page.contains("id=\"L1\""))
        }
    }

    @Test func hostileSentencesAreText() async throws {
        try await TestSite.full { client in
            #expect(try await client.get("/s/s-000006").text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            let refused = try await client.get("/s/s-000008").text
            #expect(refused.contains("&lt;b&gt;no&lt;/b&gt;") && refused.contains("&lt;i&gt;"))
            #expect(!refused.contains("href=\"https://example.org"))
        }
    }

    @Test func whatWasFoundInATextIsBesideItsLines() async throws {
        let arena = try await SeededArena.full()
        let ids = try await arena.ingest([Data("refused".utf8)], block: 5)
        let finding: [String: JSONValue] = [
            "line": .integer(2), "column": .integer(0), "rule": .string("forbidden_module"),
            "reason": .string("os may not be <imported>"),
        ]
        _ = try await arena.records.rejectAtIntake(
            ids[0],
            code: "rules_broken",
            sentence: "Line 2 breaks a rule",
            file: Data("# <script>\nimport os\n".utf8),
            findings: .array([.object(finding)])
        )
        try await TestSite(arena).ask { client in
            let page = try await client.get("/s/\(ids[0])/code").text
            #expect(page.contains("<tr id=\"L2\" class=\"found\">"))
            #expect(page.contains("<strong>forbidden module</strong> os may not be &lt;imported&gt;"))
            #expect(page.contains("<a href=\"#L2\">Line 2</a>"))
            #expect(TagCheck.problem(page) == nil && !page.contains("<script>"))
            let clean = try await client.get("/s/s-000001/code").text
            #expect(clean.contains("found nothing that breaks a rule"))
        }
        try arena.remove()
    }

    @Test func aSyntaxErrorIsBesideItsLine() async throws {
        let arena = try SeededArena()
        let ids = try await arena.ingest([Data("a".utf8)], block: 5)
        let sentence = "The code cannot be parsed: '(' was never closed (line 2)"
        let file = Data("import torch\nprint(\n".utf8)
        _ = try await arena.records.rejectAtIntake(ids[0], code: "syntax_error", sentence: sentence, file: file)
        try await TestSite(arena).ask { client in
            let page = try await client.get("/s/\(ids[0])/code").text
            #expect(page.contains("<tr id=\"L2\" class=\"found\">"))
            #expect(page.contains("<strong>syntax error</strong> The code cannot be parsed"))
        }
        try arena.remove()
    }

    @Test func theScriptListensToEveryKindOfEvent() throws {
        let script = String(buffer: SiteFile.script.content.body)
        for kind in Event.Kind.allCases { #expect(script.contains("\"\(kind.rawValue)\"")) }
    }

    @Test func theFileIsNeverTakenForAPage() async throws {
        try await TestSite.full { client in
            let file = try await client.get("/v1/submissions/s-000002/file")
            #expect(file.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(file.headers[.xContentTypeOptions] == "nosniff")
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"s-000002.py\"")
            #expect(file.text == SeededArena.hostileCode)
        }
    }

    @Test func errorsArePagesForPeople() async throws {
        try await TestSite.full { client in
            let page = try await client.get("/s/%3Cscript%3E", [.accept: "text/html"])
            #expect(page.status == .notFound)
            #expect(page.text.contains("Nothing here"))
            #expect(TagCheck.problem(page.text) == nil)
            let sealed = try await client.get("/s/s-000007/code", [.accept: "text/html"])
            #expect(sealed.text.contains("Not public yet"))
        }
    }

    @Test func anEmptyArenaHasAPageToo() async throws {
        let arena = try SeededArena()
        try await TestSite(arena).ask { client in
            for path in ["/", "/history", "/s", "/matches", "/queue", "/payouts", "/rules"] {
                let answer = try await client.get(path)
                #expect(answer.status == .ok)
                #expect(TagCheck.problem(answer.text) == nil)
            }
            #expect(try await client.get("/").text.contains("Nothing has been accepted yet"))
        }
        try arena.remove()
    }

    @Test func everyPageCanBeReadAloud() async throws {
        try await TestSite.full { client in
            for path in Self.paths {
                let page = try await client.get(path).text
                #expect(page.matches(of: /<h1/).count == 1, "\(path) has not one headline")
                #expect(!page.contains("<th scope=\"col\"></th>"), "\(path) has a column without a name")
                #expect(page.matches(of: /<main/).count == 1)
                #expect(page.contains("<html lang=\"en\">"))
                // Drawings have words or are left out; tables have headings; landmarks that repeat have names.
                for svg in page.matches(of: /<svg[^>]*>/).map({ String($0.output) }) {
                    #expect(svg.contains("aria-label") || svg.contains("aria-hidden"), "\(path): \(svg)")
                }
                for nav in page.matches(of: /<nav[^>]*>/).map({ String($0.output) }) {
                    #expect(nav.contains("aria-label"), "\(path): \(nav)")
                }
                let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
                #expect(Set(ids).count == ids.count, "\(path) has an id twice")
                for label in page.matches(of: /aria-labelledby="([^"]+)"/).map({ String($0.output.1) }) {
                    #expect(ids.contains(label), "\(path): no \(label)")
                }
            }
        }
    }
}

/// Whether every element that is begun is ended, in its place.
enum TagCheck {
    private static let void: Set<String> = ["meta", "link"]

    static func problem(_ page: String) -> String? {
        var open: [String] = []
        for match in page.matches(of: /<(\/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z0-9-]+(?:="[^"<>]*")?)*)>/) {
            let name = String(match.output.2)
            if void.contains(name) { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return "</\(name)> ends nothing"
            }
        }
        let tags = page.count { $0 == "<" }
        let known = page.matches(of: /<\/?[a-z][a-z0-9]*(?:\s+[A-Za-z0-9-]+(?:="[^"<>]*")?)*>/).count
        if tags != known + 1 { return "\(tags) angles, \(known) tags" }
        return open.isEmpty ? nil : "<\(open.joined(separator: "><"))> is not ended"
    }
}
