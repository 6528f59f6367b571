import Rules
import Testing

@testable import Site

@Suite struct HotkeyFormTests {
    /// The lowest and the highest key, and what lies between, have addresses of the form that clients are told.
    @Test func everyAddressHasTheForm() throws {
        let form = try Regex(HotkeyForm.pattern)
        for byte in UInt8.min...UInt8.max {
            let text = try #require(Hotkey(bytes: [UInt8](repeating: byte, count: 32))).text
            #expect(HotkeyForm.fits(text))
            #expect(text.wholeMatch(of: form) != nil)
        }
        #expect(Hotkey(HotkeyForm.example) != nil)
        for text in ["", "5", HotkeyForm.example + "1", "6" + HotkeyForm.example.dropFirst()] {
            #expect(!HotkeyForm.fits(text) && text.wholeMatch(of: form) == nil)
        }
    }
}
