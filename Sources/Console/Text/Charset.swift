/// Which characters a terminal is trusted with.
enum Charset: Sendable, Hashable {
    case unicode
    /// ASCII only, for terminals and locales that have no more.
    case ascii

    /// What stands for common characters where there is only ASCII.
    static let plain: [Unicode.Scalar: String] = [
        "\u{00A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "\u{2007}": " ", "\u{2010}": "-", "\u{2011}": "-",
        "\u{2013}": "-", "\u{2014}": "-", "\u{2212}": "-", "\u{2018}": "'", "\u{2019}": "'", "\u{201C}": "\"",
        "\u{201D}": "\"", "\u{2026}": "..", "\u{00B7}": "-", "\u{2022}": "*", "\u{00D7}": "x", "\u{2264}": "<=",
        "\u{2265}": ">=", "\u{2192}": "->", "\u{2190}": "<-", "\u{00B1}": "+-", "\u{203A}": ">", "\u{2039}": "<",
    ]
}
