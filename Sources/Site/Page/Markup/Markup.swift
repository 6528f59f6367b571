/// A piece of a page.
///
/// The only way from text into markup is ``init(text:)``, which escapes; names of elements and attributes are written
/// in the source. So whatever a stranger wrote stays text.
struct Markup: Sendable, Hashable {
    private(set) var source = ""

    /// Nothing.
    init() {}

    /// Makes text.
    ///
    /// What HTML would take for markup is escaped, and characters that cannot be seen are written as their numbers:
    /// control characters, and those that turn the direction of writing.
    init(text: String) {
        source = Self.escaped(text)
    }

    /// An element.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - attributes: Its attributes.
    ///   - content: What is in it; nil for an element without an end tag.
    init(element name: StaticString, _ attributes: [Attribute], content: Markup?) {
        source = "<\(name)"
        for attribute in attributes where attribute != .class("") {
            source += " \(attribute.name)"
            if let value = attribute.value { source += "=\"\(Self.escaped(value))\"" }
        }
        source += ">"
        if let content { source += content.source + "</\(name)>" }
    }

    static func += (left: inout Markup, right: Markup) { left.source += right.source }

    private static func escaped(_ text: String) -> String {
        var safe = ""
        safe.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case "\n", "\t": safe.unicodeScalars.append(scalar)
            case let scalar where isUnseen(scalar): safe += "\\u{\(String(scalar.value, radix: 16))}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        // Marks of direction, joiners and spaces without width, interlinear marks, noncharacters, tags.
        case 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xFDD0...0xFDEF, 0xE0000...0xE007F: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }
}

extension Markup: ExpressibleByStringInterpolation {
    /// Text from the source; escaped like any other.
    init(stringLiteral text: String) {
        self.init(text: text)
    }

    /// Text from the source with values in it; all of it is escaped.
    init(stringInterpolation text: DefaultStringInterpolation) {
        self.init(text: String(stringInterpolation: text))
    }
}

/// Puts pieces together in the order in which they are written.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ text: String) -> Markup { Markup(text: text) }
    static func buildExpression(_ pieces: [Markup]) -> Markup { joined(pieces) }
    static func buildBlock(_ pieces: Markup...) -> Markup { joined(pieces) }
    static func buildOptional(_ piece: Markup?) -> Markup { piece ?? Markup() }
    static func buildEither(first piece: Markup) -> Markup { piece }
    static func buildEither(second piece: Markup) -> Markup { piece }
    static func buildArray(_ pieces: [Markup]) -> Markup { joined(pieces) }

    private static func joined(_ pieces: [Markup]) -> Markup {
        var all = Markup()
        for piece in pieces { all += piece }
        return all
    }
}

/// Returns an element with what is in it.
func tag(_ name: StaticString, _ attributes: Attribute?..., @MarkupBuilder content: () -> Markup) -> Markup {
    Markup(element: name, attributes.compactMap(\.self), content: content())
}

/// Returns an element without an end tag.
func void(_ name: StaticString, _ attributes: Attribute?...) -> Markup {
    Markup(element: name, attributes.compactMap(\.self), content: nil)
}

/// Returns pieces one after another.
func group(@MarkupBuilder content: () -> Markup) -> Markup { content() }
