/// An attribute of an element; its value is escaped.
struct Attribute: Sendable, Hashable {
    let name: String
    let value: String?

    init(_ name: StaticString, _ value: String? = nil) {
        self.name = "\(name)"
        self.value = value
    }

    static func `class`(_ names: String...) -> Attribute {
        Attribute("class", names.filter { !$0.isEmpty }.joined(separator: " "))
    }

    static func id(_ name: String) -> Attribute { Attribute("id", name) }
    static func href(_ place: SitePath) -> Attribute { Attribute("href", place.text) }
    static func title(_ text: String) -> Attribute { Attribute("title", text) }
    /// What a screen reader says.
    static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
    static func role(_ name: String) -> Attribute { Attribute("role", name) }
    static func scope(_ name: String) -> Attribute { Attribute("scope", name) }
    static let hidden = Attribute("aria-hidden", "true")
    static let numeric = Attribute("class", "n")
}

/// A place on this site, which is all that a link can lead to.
struct SitePath: Sendable, Hashable {
    let text: String

    /// - Parameters:
    ///   - path: The beginning, as it is written in the source.
    ///   - parts: What comes after it, each part encoded.
    ///   - anchor: The place on the page.
    init(_ path: StaticString, _ parts: String..., anchor: String? = nil) {
        let end = parts.map { "/" + Self.encoded($0) }.joined()
        text = "\(path)" + end + (anchor.map { "#" + Self.encoded($0) } ?? "")
    }

    /// - Parameters:
    ///   - path: The path.
    ///   - query: The names and values of its query, in this order.
    init(_ path: StaticString, query: [(StaticString, String)]) {
        let pairs = query.map { "\($0.0)=" + Self.encoded($0.1) }
        text = "\(path)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.properties.isAlphabetic && byte < 128 || (48...57).contains(byte) || "-._~".utf8.contains(byte)
            return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension SitePath {
    static let board = SitePath("/")
    static let history = SitePath("/history")
    static let submissions = SitePath("/s")
    static let matches = SitePath("/matches")
    static let queue = SitePath("/queue")
    static let payouts = SitePath("/payouts")
    static let rules = SitePath("/rules")

    static func submission(_ id: String) -> SitePath { SitePath("/s", id) }
    static func submissions(of hotkey: String) -> SitePath { SitePath("/s", query: [("hotkey", hotkey)]) }
    static func code(_ id: String, line: Int? = nil) -> SitePath {
        SitePath("/s", id, "code", anchor: line.map { "L\($0)" })
    }
    static func difference(_ id: String) -> SitePath { SitePath("/s", id, "diff") }
    static func match(_ challenger: String) -> SitePath { SitePath("/matches", challenger) }
}
