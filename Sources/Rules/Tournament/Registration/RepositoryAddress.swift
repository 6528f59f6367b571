/// The address of a repository, taken apart as far as duplicates need it.
package struct RepositoryAddress: Sendable, Hashable {
    /// The host in lower case.
    package let host: String
    /// The owner in lower case: an account may enter once, however its name is written.
    package let owner: String
    /// The repository's name without `.git`.
    package let name: String

    /// What no part of an address may have: programs disagree about what these characters mean.
    private static let strange = Set("?#%\\@\"'<>`|^{}")

    /// Reads an address: nil unless it is `https://HOST/OWNER/NAME`, with or without `.git` or a slash at its end.
    package init?(_ text: String) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme), text.allSatisfy({ $0.isASCII && $0 > " " }) else { return nil }
        let path = text.dropFirst(scheme.count)
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let filled = parts.last == "" ? parts.dropLast() : parts[...]
        guard filled.count == 3, !filled.contains(""), !path.contains(where: Self.strange.contains) else { return nil }
        guard !filled.contains(where: { $0 == "." || $0 == ".." }), !filled[0].hasPrefix("-") else { return nil }
        host = filled[0].lowercased()
        owner = filled[1].lowercased()
        name = filled[2].hasSuffix(".git") ? String(filled[2].dropLast(4)) : filled[2]
        guard !["", ".", ".."].contains(name), !name.hasPrefix("-"), !owner.hasPrefix("-") else { return nil }
    }
}
