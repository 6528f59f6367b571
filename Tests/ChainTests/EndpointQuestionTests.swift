import Foundation
import Rules
import TestSupport
import Testing

@testable import Chain

@Suite struct EndpointQuestionTests {
    @Test func signsNonceAndWhoIsAsked() throws {
        let (validator, competitor) = (HotkeyPair(), HotkeyPair())
        let question = EndpointQuestion(by: validator.hotkey, to: competitor.hotkey, at: 1_781_877_600_000_000_000)
        #expect(question.nanoseconds == 1_781_877_600_000_000_000)
        #expect(question.nonce.hasPrefix("1781877600000000000_") && question.nonce.count == 30)
        #expect(question.message == Data("\(question.nonce):\(competitor.hotkey.text)".utf8))
        let fields = try question.fields(signedBy: validator)
        #expect(fields.map(\.name) == ["validator-hotkey", "miner-hotkey", "nonce", "signature"])
        let signature = try #require(fields.last?.value)
        #expect(signature.hasPrefix("0x") && signature.count == 130)
        #expect(question.isSigned(by: signature) && question.isSigned(by: String(signature.dropFirst(2))))
        #expect(question.isSigned(by: "0x" + signature.dropFirst(2).uppercased()))
        let other = EndpointQuestion(by: validator.hotkey, to: validator.hotkey, at: 1_781_877_600_000_000_000)
        #expect(!other.isSigned(by: signature))
        let stranger = EndpointQuestion(
            validator: competitor.hotkey,
            competitor: competitor.hotkey,
            nonce: question.nonce
        )
        #expect(!stranger.isSigned(by: signature))
    }

    @Test func takesWhatBrowsersSign() throws {
        let pair = HotkeyPair()
        let question = EndpointQuestion(by: pair.hotkey, to: pair.hotkey, at: 1)
        let wrapped = Data("<Bytes>".utf8) + question.message + Data("</Bytes>".utf8)
        #expect(question.isSigned(by: "0x" + Hex.text(try pair.sign(wrapped))))
    }

    @Test func noncesDiffer() {
        let pair = HotkeyPair()
        let nonces = (0..<100).map { _ in EndpointQuestion(by: pair.hotkey, to: pair.hotkey, at: 1).nonce }
        #expect(Set(nonces).count == 100)
    }

    @Test(arguments: ["192.0.2.1:7999", "[2001:db8::1]:80", "0.0.0.1:65535"])
    func readsAddresses(text: String) {
        #expect(AxonAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", ":", "192.0.2.1", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:-1", "localhost:80", ":80",
        "2001:db8::1:80", "[192.0.2.1]:80", "[]:80", "[::1:80", "http://192.0.2.1:80", "192.0.2.1:80/x", "1@2:80",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(AxonAddress(text) == nil)
    }
}
