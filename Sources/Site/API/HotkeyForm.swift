/// How clients have to spell a hotkey.
enum HotkeyForm {
    /// An SS58 address of the network 42, as a regular expression; the checksum goes without saying.
    static let pattern = "^5[1-9A-HJ-NP-Za-km-z]{47}$"

    /// An address of a key that nobody holds.
    static let example = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"

    static func fits(_ text: String) -> Bool {
        text.utf8.count == 48 && text.utf8.first == UInt8(ascii: "5")
            && text.utf8.allSatisfy { letters.contains($0) }
    }

    private static let letters = Set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
}
