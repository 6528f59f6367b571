/// Numbers and times as people read them.
enum Figure {
    /// A number with this many digits after the point and thousands set apart.
    ///
    /// Whatever a server sends is a number here: none is too large, and what is none is a word.
    static func fixed(_ value: Double, _ digits: Int = 0) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return value.isFinite ? power(value) : "\(value)" }
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let whole = sign + grouped(scaled / scale)
        guard digits > 0 else { return whole }
        let fraction = String(scaled % scale)
        return whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func grouped(_ value: Int64) -> String {
        let digits = Array(String(value))
        guard digits.count > 4 else { return String(digits) }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(" ") }
            text.append(digit)
        }
        return text
    }

    /// A number with about three digits that count: `0.0123`, `4.56`, `789`, `1.2e-5`.
    static func short(_ value: Double) -> String {
        let size = abs(value)
        guard size.isFinite, size > 0 else { return fixed(value) }
        if size < 1e-4 { return power(value) }
        return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5)
    }

    private static func power(_ value: Double) -> String {
        var size = abs(value), exponent = 0
        while size >= 10 { (size, exponent) = (size / 10, exponent + 1) }
        while size < 1, exponent > -400 { (size, exponent) = (size * 10, exponent - 1) }
        var tenths = Int((size * 10).rounded())
        if tenths >= 100 { (tenths, exponent) = (10, exponent + 1) }
        return (value < 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)e\(exponent)"
    }

    /// A share in per cent.
    static func percent(_ share: Double, _ digits: Int = 1) -> String { fixed(share * 100, digits) + " %" }

    /// A signed change in per cent.
    static func change(_ share: Double, _ digits: Int = 2) -> String { (share > 0 ? "+" : "") + percent(share, digits) }

    /// A length of time: `850 ms`, `12.3 s`, `4 min`, `2.5 h`, `3 days`.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<1: fixed(seconds * 1000) + " ms"
        case ..<120: fixed(seconds, seconds < 10 ? 2 : 1) + " s"
        default: span(seconds)
        }
    }

    /// A length of time in whole numbers: `12 s`, `4 min`, `2 h`, `3 days`.
    static func span(_ seconds: Double) -> String {
        switch seconds {
        case ..<120: fixed(max(0, seconds)) + " s"
        case ..<7200: fixed(seconds / 60) + " min"
        case ..<172_800: fixed(seconds / 3600) + " h"
        default: fixed(seconds / 86_400) + " days"
        }
    }

    static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1000: fixed(count) + " B"
        case ..<1e6: fixed(count / 1e3, 1) + " kB"
        default: fixed(count / 1e6, 1) + " MB"
        }
    }

    /// A hotkey, by its beginning and its end.
    static func hotkey(_ text: String, isShort: Bool = false) -> String {
        guard text.count > 14 else { return text }
        return isShort ? text.prefix(7) + "…" : text.prefix(6) + "…" + text.suffix(5)
    }
}
