package import FoundationEssentials
package import Rules

/// Where a submission's code is to be found.
package enum CodeSource: Sendable, Hashable {
    /// An http or https URL with a host and without user name or password.
    case web(URL)
    /// A file in the validator's own upload folder, named by its content.
    case upload(CodeHash)

    /// The longest URL of a commitment.
    static let maximumLength = 1000

    /// Reads the text of a commitment's URL.
    ///
    /// The address of a page that shows code, such as a gist, becomes that of the code itself; see ``CodePage``.
    ///
    /// - Parameter text: `http://…`, `https://…` or `upload:<hash of 64 digits>`, visible ASCII without backslashes, 1000
    ///   characters at most.
    /// - Returns: The source. Whether its address may be reached is decided when it is fetched.
    /// - Throws: `IntakeError.Code.badURL`.
    package static func parse(_ text: String) throws(IntakeError) -> CodeSource {
        guard text.hasPrefix("upload:") else {
            return .web(try webURL(text, maximumLength: maximumLength))
        }
        guard let hash = CodeHash(String(text.dropFirst("upload:".count))), hash.isWhole else {
            throw IntakeError(.badURL, "An upload is named by the 64 hexadecimal digits of its SHA-256.")
        }
        return .upload(hash)
    }

    /// Reads the text of a web URL and turns that of a page into that of its code.
    static func webURL(_ text: String, maximumLength: Int) throws(IntakeError) -> URL {
        guard text.utf8.count <= maximumLength, isPlain(text) else {
            throw IntakeError(
                .badURL,
                "The URL is longer than \(maximumLength) characters, or has others than visible ASCII, or a backslash."
            )
        }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()) else {
            throw IntakeError(.badURL, "The URL is neither http, https nor upload.")
        }
        let authority = authority(of: text)
        guard let host = HostName(of: url), host.isIPv6 == authority.contains("["), !authority.contains("@") else {
            throw IntakeError(.badURL, "The URL has no plain host name, or a user name or password.")
        }
        guard hasValidPort(authority) else { throw IntakeError(.badURL, "The URL has no valid port.") }
        return try CodePage.code(of: url)
    }

    /// Whether a text has only characters that all readers of URLs treat alike: visible ASCII without backslashes.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    /// What stands between the two slashes and the path: the host, a port, and a user name if there is one.
    private static func authority(of text: String) -> Substring {
        text.drop { $0 != "/" }.drop { $0 == "/" }.prefix { !"/?#".contains($0) }
    }

    /// Whether there is no port, or one from 1 to 65535; `URL` itself takes one that is too large for none.
    private static func hasValidPort(_ authority: Substring) -> Bool {
        let afterAddress = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
        guard let colon = afterAddress.firstIndex(of: ":") else { return true }
        let digits = afterAddress[colon...].dropFirst()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return digits.isEmpty || Int(digits).map { (1...65_535).contains($0) } ?? false
    }
}
