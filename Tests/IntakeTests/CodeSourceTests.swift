import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct CodeSourceTests {
    private static let hash = String(repeating: "0f", count: 32)

    @Test(arguments: [
        "https://example.org/train.py", "HTTP://Example.ORG:8080/a%20b?c=d", "http://127.0.0.1/x", "http://[::1]:80/x",
    ])
    func readsWebURLs(_ text: String) throws {
        #expect(try CodeSource.parse(text) == .web(try #require(URL(string: text))))
    }

    @Test func readsUploads() throws {
        #expect(try CodeSource.parse("upload:\(Self.hash)") == .upload(try #require(CodeHash(Self.hash))))
    }

    @Test(arguments: [
        "", "train.py", "/etc/passwd", "file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/a",
        "http+unix://%2Frun%2Fsocket/a", "unix:///run/socket", "javascript:alert(1)", "http://", "http:///a",
        "https://user@example.org/a", "https://user:password@example.org/a", "https://example.org/a b",
        "https://exämple.org/a", "https://example.org/\n", "http://%31%32%37.0.0.1%2f/a", "http://[fe80::1%25eth0]/a",
        "http://example.org:0/a", "http://example.org:99999/a", "upload:", "upload:../a", "upload:\(hash.prefix(32))",
        "upload:\(hash.uppercased())", "https://example.org/\(String(repeating: "a", count: 1000))",
    ])
    func refusesEverythingElse(_ text: String) {
        #expect(throws: IntakeError(.badURL, "")) { try CodeSource.parse(text) }
    }
}
