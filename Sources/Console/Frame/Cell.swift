/// One column of a row.
struct Cell: Hashable, Sendable {
    /// What is drawn; empty for the right half of a wide character.
    var text: String
    var style: Style
    /// Whether this is the left half of a wide character.
    var isWide = false

    static let blank = Cell(text: " ", style: .plain)

    /// Whether this is the right half of a wide character.
    var isRightHalf: Bool { text.isEmpty }

    /// Whether every terminal makes it as wide as it is taken for here.
    var isCertain: Bool {
        guard !isWide, let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else { return false }
        return scalar.isASCII || (0x2500...0x259F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value)
    }
}
