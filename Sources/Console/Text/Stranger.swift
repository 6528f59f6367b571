/// What may become of one character of a text that a stranger wrote.
///
/// Control characters move the cursor, change colours or answer for the user; format characters turn the direction of
/// writing or hide; of private and unassigned ones nobody knows what they look like. None of them reaches a terminal.
enum Stranger: Hashable {
    /// Shown as it is, this many columns wide.
    case shown(columns: Int)
    /// Shown on the character before it.
    case mark
    /// A gap of this many columns.
    case gap(columns: Int)
    /// Says how an emoji looks; nothing is lost without it.
    case detail
    /// Written as its number.
    case written

    /// Judges a character.
    ///
    /// - Parameter scalar: The character.
    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if (0x20...0x7E).contains(value) {
            self = value == 0x20 ? .gap(columns: 1) : .shown(columns: 1)
            return
        }
        if Self.emojiDetails.contains(value) {
            self = .detail
            return
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            self = .written
        case .spaceSeparator:
            self = .gap(columns: value == 0x3000 ? 2 : 1)
        case .nonspacingMark, .enclosingMark:
            self = scalar.properties.isDefaultIgnorableCodePoint ? .written : .mark
        default:
            self = Self.unusual(scalar)
        }
    }

    private static func unusual(_ scalar: Unicode.Scalar) -> Stranger {
        if scalar.properties.isDefaultIgnorableCodePoint || regionalIndicators.contains(scalar.value) {
            return .written
        }
        // The vowels and last consonants of a Korean syllable that is spelled out are drawn onto its first one.
        if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value) { return .mark }
        return .shown(columns: ColumnWidth.of(scalar))
    }

    /// Whether a character is written from right to left, by which some terminals turn its whole row around.
    static func turnsTheRow(_ scalar: Unicode.Scalar) -> Bool {
        rightToLeft.contains { $0.contains(scalar.value) }
    }

    private static let rightToLeft: [ClosedRange<UInt32>] = [
        0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
    ]
    /// Two of them are a flag, whose width no two terminals agree about.
    private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
    /// Joiner, text or emoji form, colours of the skin.
    private static let emojiDetails: Set<UInt32> = [
        0x200D, 0xFE0E, 0xFE0F, 0x1F3FB, 0x1F3FC, 0x1F3FD, 0x1F3FE, 0x1F3FF,
    ]
}
