/// How many columns of a terminal a character takes.
///
/// Terminals do not agree about every character. What writes frames therefore names the column again after each one that
/// is not certain, so that a terminal that sees it differently draws one cell wrongly and not the whole row.
enum ColumnWidth {
    /// Returns 2 for what is wide by Unicode's East Asian widths or shown as an emoji, otherwise 1.
    ///
    /// - Parameter scalar: A character that is neither a mark nor invisible.
    /// - Returns: The columns.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x1100 else { return 1 }
        return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = 0, high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wide.count && wide[low].contains(value)
    }

    /// Wide and full-width characters in ascending order, but for emoji; gaps of characters that are not assigned are
    /// closed.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0xA4C6,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18DF2, 0x18E00...0x191D2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376,
        0x1F200...0x1F251, 0x1F260...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
