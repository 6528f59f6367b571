/// What the environment says about the terminal.
package struct TerminalKind: Hashable, Sendable {
    var look: Look
    /// Whether it understands control sequences at all.
    package var canBeDrawnOn: Bool
    /// The width for a plain print, where no terminal tells one.
    var columns: Int?

    /// Reads the environment.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - isASCII: Whether only ASCII is wanted, whatever they say.
    package init(environment: [String: String], isASCII: Bool) {
        let kind = environment["TERM"] ?? ""
        canBeDrawnOn = !kind.isEmpty && kind != "dumb"
        // The console of the kernel has a font of 512 signs at most.
        let isPlain = isASCII || kind == "linux" || !Self.isUTF8(environment)
        let refusesColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        look = Look(charset: isPlain ? .ascii : .unicode, hasColour: !refusesColour)
        columns = environment["COLUMNS"].flatMap { Int($0) }
    }

    /// Whether the locale writes UTF-8: the first of its three variables that is set decides.
    private static func isUTF8(_ environment: [String: String]) -> Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased().replacing("-", with: "")
        return name.contains("utf8")
    }
}
