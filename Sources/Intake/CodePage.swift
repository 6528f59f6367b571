import FoundationEssentials

/// The sites whose pages show code: the address in a browser becomes the address of the code itself.
///
/// | Page | Code |
/// |---|---|
/// | `gist.github.com/USER/ID` | `gist.githubusercontent.com/USER/ID/raw` |
/// | `github.com/USER/REPOSITORY/blob/…` | `raw.githubusercontent.com/USER/REPOSITORY/…` |
/// | `gitlab.com/…/-/blob/…` | `gitlab.com/…/-/raw/…` |
/// | `pastebin.com/ID` | `pastebin.com/raw/ID` |
///
/// Other pages of these sites list things and are refused. The URLs of all other hosts stay as they are.
enum CodePage {
    /// Finds the code that a URL stands for.
    ///
    /// - Parameter url: A web URL.
    /// - Returns: The URL to fetch.
    /// - Throws: `IntakeError.Code.badURL` with the reason, for a page of a known site that shows no code.
    static func code(of url: URL) throws(IntakeError) -> URL {
        let steps = url.path(percentEncoded: true).split(separator: "/").map(String.init)
        switch url.host?.lowercased() {
        case "gist.github.com": return try gist(url, steps)
        case "github.com", "www.github.com": return try repository(url, steps)
        case "gitlab.com", "www.gitlab.com": return try project(url, steps)
        case "pastebin.com", "www.pastebin.com": return try paste(url, steps)
        default: return url
        }
    }

    /// `USER/ID` with or without a revision; `USER/ID/raw/…` is the code already.
    private static func gist(_ url: URL, _ steps: [String]) throws(IntakeError) -> URL {
        if steps.count >= 2, steps.dropFirst().contains("raw") { return url }
        guard (2...3).contains(steps.count), steps.dropFirst().allSatisfy(isGistNumber) else {
            throw listing("a gist page of the form gist.github.com/USER/ID")
        }
        return try made("https://gist.githubusercontent.com", [steps[0], steps[1], "raw"] + steps.dropFirst(2))
    }

    private static func isGistNumber(_ text: String) -> Bool {
        (20...40).contains(text.utf8.count) && text.allSatisfy { "0123456789abcdef".contains($0) }
    }

    /// `USER/REPOSITORY/blob/…`; `/raw/` and `/releases/download/` are the code already.
    private static func repository(_ url: URL, _ steps: [String]) throws(IntakeError) -> URL {
        guard steps.count >= 5 else { throw listing("a file of the repository") }
        switch steps[2] {
        case "blob": return try made("https://raw.githubusercontent.com", steps[..<2] + steps[3...])
        case "raw": return url
        case "releases" where steps[3] == "download": return url
        default: throw listing("a file of the repository")
        }
    }

    /// `GROUP/PROJECT/-/blob/…`; `/-/raw/` is the code already, and so are snippets with `/raw` in them.
    private static func project(_ url: URL, _ steps: [String]) throws(IntakeError) -> URL {
        guard let dash = steps.firstIndex(of: "-"), dash + 2 < steps.count else {
            throw listing("a file of the project")
        }
        if steps[dash + 1] == "blob" {
            return try made("https://gitlab.com", steps[...dash] + ["raw"] + steps[(dash + 2)...])
        }
        guard steps[(dash + 1)...].contains("raw") else { throw listing("a file of the project") }
        return url
    }

    private static func paste(_ url: URL, _ steps: [String]) throws(IntakeError) -> URL {
        if steps.count == 2, ["raw", "dl"].contains(steps[0]) { return url }
        guard steps.count == 1, steps[0].allSatisfy({ $0.isLetter || $0.isNumber }) else {
            throw listing("one paste")
        }
        return try made("https://pastebin.com", ["raw", steps[0]])
    }

    private static func made(_ site: String, _ steps: some Sequence<String>) throws(IntakeError) -> URL {
        guard let url = URL(string: site + "/" + steps.joined(separator: "/")) else { throw listing("a file") }
        return url
    }

    private static func listing(_ wanted: String) -> IntakeError {
        IntakeError(.badURL, "The URL is that of a page without code of its own; give the raw URL of \(wanted).")
    }
}
