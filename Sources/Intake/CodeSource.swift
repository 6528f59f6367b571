package import FoundationEssentials
package import Rules

/// Where a submission's code is to be found.
package enum CodeSource: Sendable, Hashable {
    /// An http or https URL with a host and without user name or password.
    case web(URL)
    /// A file in the validator's own upload folder, named by its content.
    case upload(CodeHash)

    /// Reads the text of a commitment's URL.
    ///
    /// - Parameter text: `http://…`, `https://…` or `upload:<hash of 64 digits>`, visible ASCII, 1000 characters at most.
    /// - Returns: The source. Whether its address may be reached is decided when it is fetched.
    /// - Throws: `IntakeError.Code.badURL`.
    package static func parse(_ text: String) throws(IntakeError) -> CodeSource {
        guard text.utf8.count <= 1000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw IntakeError(.badURL, "The URL is longer than 1000 characters or has others than visible ASCII.")
        }
        if text.hasPrefix("upload:") {
            guard let hash = CodeHash(String(text.dropFirst("upload:".count))), hash.isWhole else {
                throw IntakeError(.badURL, "An upload is named by the 64 hexadecimal digits of its SHA-256.")
            }
            return .upload(hash)
        }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()) else {
            throw IntakeError(.badURL, "The URL is neither http, https nor upload.")
        }
        guard url.user == nil, url.password == nil, HostName(of: url) != nil else {
            throw IntakeError(.badURL, "The URL has no plain host name, or a user name or password.")
        }
        guard (1...65_535).contains(url.port ?? 80) else {
            throw IntakeError(.badURL, "The URL has no valid port.")
        }
        return .web(url)
    }
}
