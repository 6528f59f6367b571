import Foundation
import Rules
import Testing

@testable import Chain

@Suite struct CodeCommitmentTests {
    private static let whole = String(repeating: "0f", count: 32)
    private static let half = String(repeating: "0f", count: 16)

    @Test(arguments: [
        "\(whole):https://example.org/train.py",
        "\(whole):http://127.0.0.1:8080/a?b=c:d",
        "\(half):https://example.org/train.py",
        "\(whole):upload:\(whole)",
        "\(half):5678901:12:https://example.org/train.py",
        "\(whole):0:0:upload:\(whole)",
        "\(half):9999999999:99999:https://example.org/1:2:3",
    ])
    func goesBothWays(_ text: String) throws {
        let commitment = try CodeCommitment(parsing: Data(text.utf8))
        #expect(commitment.payload == Data(text.utf8))
        #expect(
            try CodeCommitment(hash: commitment.hash, url: commitment.url, payment: commitment.payment) == commitment
        )
    }

    @Test func aPaymentIsABlockAndAPlace() throws {
        let text = "\(Self.half):5678901:12:https://example.org/7:8:train.py"
        let commitment = try CodeCommitment(parsing: Data(text.utf8))
        #expect(commitment.payment == PaymentPlace(block: 5_678_901, index: 12))
        #expect(commitment.url == "https://example.org/7:8:train.py")
        let without = try CodeCommitment(parsing: Data("\(Self.half):https://example.org/x".utf8))
        #expect(without.payment == nil)
    }

    @Test(arguments: ["12345678901:1", "1:123456", "-1:1", "1:", ":1", "1: 1", "a:1", "1"])
    func whatIsNoPlaceIsNoCommitment(_ place: String) {
        #expect(throws: ChainError(.malformedCommitment, "")) {
            try CodeCommitment(parsing: Data("\(Self.half):\(place):https://example.org/x".utf8))
        }
    }

    struct Malformed: CustomTestStringConvertible {
        let testDescription: String
        let payload: Data

        init(_ testDescription: String, _ text: String) {
            self.testDescription = testDescription
            payload = Data(text.utf8)
        }

        init(_ testDescription: String, bytes: [UInt8]) {
            self.testDescription = testDescription
            payload = Data(bytes)
        }
    }

    @Test(arguments: [
        Malformed("nothing", ""),
        Malformed("no colon", whole),
        Malformed("no hash", ":https://example.org/train.py"),
        Malformed("an upper-case hash", "\(whole.uppercased()):https://example.org/train.py"),
        Malformed("a hash of 40 digits", "\(whole.prefix(40)):https://example.org/train.py"),
        Malformed("no URL", "\(whole):"),
        Malformed("a URL without host", "\(whole):https://"),
        Malformed("a local file", "\(whole):file:///etc/passwd"),
        Malformed("an upload of half a hash", "\(whole):upload:\(half)"),
        Malformed("an upload by path", "\(whole):upload:../secret"),
        Malformed("a space", "\(whole):https://example.org/a b"),
        Malformed("a line break", "\(whole):https://example.org/a\n"),
        Malformed("letters beyond ASCII", "\(whole):https://exämple.org/a"),
        Malformed("not UTF-8", bytes: [0x30, 0xFF, 0x3A]),
        Malformed("too long", "\(whole):https://example.org/\(String(repeating: "a", count: 1000))"),
    ])
    func refuses(_ malformed: Malformed) {
        #expect(throws: ChainError(.malformedCommitment, "")) { try CodeCommitment(parsing: malformed.payload) }
    }

    @Test(arguments: 0..<2000)
    func noPayloadTraps(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let bytes = (0..<(seed % 120)).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        _ = try? CodeCommitment(parsing: Data(bytes))
        _ = try? CodeCommitment(parsing: Data("\(Self.whole):http://".utf8) + bytes)
    }
}
