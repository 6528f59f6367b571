import Foundation

/// Numbers as people read them.
enum Numbers {
    /// Thousands separated by narrow gaps: `12 345`.
    static func grouped(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let digits = String(Int(value.rounded()).magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(" ") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + text
    }

    /// A number with this many digits after the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + "\(scaled)" }
        let fraction = String(scaled % scale)
        return sign + "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// A small number with two digits and its power of ten: `1.6e-2`.
    static func scientific(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        var exponent = Int(log10(abs(value)).rounded(.down))
        var digits = (abs(value) / pow(10, Double(exponent)) * 10).rounded()
        if digits >= 100 { (exponent, digits) = (exponent + 1, 10) }
        return (value < 0 ? "-" : "") + fixed(digits / 10, 1) + "e\(exponent)"
    }

    /// A number with up to three digits after the point and no zeros at its end: `0.25`, `12`.
    static func trimmed(_ value: Double) -> String {
        var text = fixed(value, 3)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// Rao as tokens of a thousand million rao, exactly: `1.000000000 TAO`.
    static func tokens(_ rao: UInt64) -> String {
        let fraction = String(rao % 1_000_000_000)
        return "\(rao / 1_000_000_000)." + String(repeating: "0", count: 9 - fraction.count) + fraction + " TAO"
    }

    /// Seconds of a number of nanoseconds: `1.234 s`.
    static func seconds(_ nanoseconds: UInt64) -> String { fixed(Double(nanoseconds) / 1e9, 3) + " s" }

    /// Megabytes of a number of bytes: `48.2 MB`.
    static func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, 1) + " MB" }
}
