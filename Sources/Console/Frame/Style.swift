/// How a cell looks.
struct Style: Hashable, Sendable {
    /// One of the terminal's own colours, which fit its theme.
    enum Colour: Int, Sendable {
        case red = 31
        case green = 32
        case yellow = 33
        case blue = 34
        case magenta = 35
        case cyan = 36
    }

    var colour: Colour?
    var isBold = false
    var isDim = false
    var isUnderlined = false
    var isReversed = false

    static let plain = Style()
    static let bold = Style(isBold: true)
    static let dim = Style(isDim: true)
    static let title = Style(colour: .cyan, isBold: true)
    static let good = Style(colour: .green)
    static let bad = Style(colour: .red)
    static let crown = Style(colour: .yellow, isBold: true)
    static let goal = Style(colour: .yellow)
    static let running = Style(colour: .cyan)
    static let chosen = Style(isReversed: true)
    /// A character that must not be shown, written as its number.
    static let written = Style(colour: .magenta, isReversed: true)

    /// What sets a terminal to this look, whatever it had.
    ///
    /// - Parameter hasColour: Whether colours may be used; bold, dim, underlined and reversed are no colours.
    /// - Returns: A control sequence.
    func sequence(hasColour: Bool) -> String {
        var codes = ["0"]
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if isUnderlined { codes.append("4") }
        if isReversed { codes.append("7") }
        if hasColour, let colour { codes.append("\(colour.rawValue)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
