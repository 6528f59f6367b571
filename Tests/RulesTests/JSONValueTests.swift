import Foundation
import Testing

@testable import Rules

@Suite struct JSONValueTests {
    @Test func writesCanonicalText() throws {
        let text = #" {"b": [1, 1.0, 1.5, 1e-8, -0.25], "a": {"z": null, "A": true}, "_": "q\"\\\n\u0001é"} "#
        let value = try JSONValue(parsing: Data(text.utf8))
        #expect(
            value.canonicalText
                == #"{"_":"q\"\\\n\u0001é","a":{"A":true,"z":null},"b":[1,1,1.5,1e-08,-0.25]}"#
        )
    }

    @Test func canonicalTextReadsBackAsTheSameValue() throws {
        let value = JSONValue.object([
            "numbers": .array([.integer(.max), .integer(.min), .number(0.1), .number(1e300)]),
            "text": .string("tab\tend"), "nothing": .null, "flag": .bool(false), "empty": .object([:]),
        ])
        #expect(try JSONValue(parsing: Data(value.canonicalText.utf8)) == value)
    }

    @Test func aWholeNumberIsAnIntegerHoweverItIsMade() throws {
        #expect(JSONValue.number(3) == .integer(3))
        #expect(JSONValue.number(3.5) == .fraction(3.5))
        #expect(JSONValue.number(1e300) == .fraction(1e300))
        #expect(try JSONValue(encoding: [3.0, 3.5]) == .array([.integer(3), .fraction(3.5)]))
    }

    @Test func hexGoesBothWaysAndKeepsLeadingZeros() {
        let bytes: [UInt8] = [0, 1, 15, 16, 255]
        #expect(Hex.text(bytes) == "00010f10ff")
        #expect(Hex.bytes("00010f10ff") == bytes)
        #expect(Hex.bytes("0") == nil)
        #expect(Hex.bytes("0G") == nil)
        #expect(Hex.bytes("AB") == nil)
    }

    @Test func hashesAreCheckedTexts() {
        // The digest of "abc" from FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let code = Data("abc".utf8)
        #expect(CodeHash(of: code).text == abc)
        #expect(CodeHash(String(abc.prefix(32)))?.matches(code) == true)
        #expect(CodeHash(String(abc.prefix(32)))?.isWhole == false)
        #expect(CodeHash(abc)?.matches(Data("abd".utf8)) == false)
        #expect(CodeHash(abc.uppercased()) == nil)
        #expect(CodeHash(String(abc.prefix(40))) == nil)
        #expect(CodeHash("") == nil)
    }

    @Test func hotkeysAreCheckedTexts() throws {
        let bytes = Array(UInt8(0)..<32)
        let hotkey = try #require(Hotkey(bytes: bytes))
        #expect(Hotkey(hotkey.text) == hotkey)
        #expect(hotkey.bytes == bytes)
        #expect(Hotkey(bytes: bytes.dropLast()) == nil)
        #expect(hotkey.text == "5C4iA2und8WV6mbvTBYupm2eZwtxk3wCYUM2SFHXSyQuapGp")
        let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
        #expect(Hotkey(bob)?.text == bob)
        let others = [
            "", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694tz", bob + "1", "1" + bob, " " + bob, bob.lowercased(),
            // The same key on Polkadot, in hexadecimal digits, and without a checksum.
            "14E5nqKAp3oAJcmzgZhUD2RcptBeUBScxKHgJKU4HPNcKVf3", Hex.text(bytes), "0x" + Hex.text(bytes),
        ]
        for text in others { #expect(Hotkey(text) == nil, "\(text)") }
    }
}
