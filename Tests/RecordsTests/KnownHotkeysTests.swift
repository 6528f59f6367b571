import Rules
import Testing

@testable import Records

@Suite struct KnownHotkeysTests {
    private static func address(_ number: Int) throws -> String {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 4))) }
        return try #require(Hotkey(bytes: bytes)).text
    }

    @Test func answersTheSameWhetherAskedOnceOrTwice() throws {
        let known = KnownHotkeys()
        let text = try Self.address(7)
        #expect(known.hotkey(text) == Hotkey(text))
        #expect(known.hotkey(text)?.bytes == Hotkey(text)?.bytes)
        #expect(known.count == 1)
        let mistyped = String(text.dropLast()) + (text.hasSuffix("1") ? "2" : "1")
        #expect(known.hotkey(mistyped) == nil && known.hotkey("") == nil)
        #expect(known.count == 1)
    }

    @Test func remembersNoMoreThanItsLimit() throws {
        let known = KnownHotkeys()
        for number in 0...KnownHotkeys.limit { #expect(known.hotkey(try Self.address(number)) != nil) }
        #expect(known.count == 1)
    }
}
