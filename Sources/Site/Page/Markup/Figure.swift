import Foundation

/// Numbers and times as people read them on a page.
enum Figure {
    /// A number with this many digits after the point and thousands set apart.
    static func fixed(_ value: Double, _ digits: Int = 0) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let text = String(format: "%.\(digits)f", abs(value))
        let parts = text.split(separator: ".")
        let whole = Array(parts.first ?? "0")
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3), whole.count > 4 { grouped.append("\u{202F}") }
            grouped.append(digit)
        }
        let fraction = parts.count > 1 ? "." + parts[1] : ""
        let isNegative = value < 0 && text.contains { $0 != "0" && $0 != "." }
        return (isNegative ? "\u{2212}" : "") + grouped + fraction
    }

    /// A number with about three digits that count: `0.0123`, `4.56`, `789`.
    static func short(_ value: Double) -> String {
        let size = abs(value)
        guard size.isFinite, size > 0 else { return fixed(value) }
        if size < 1e-4 { return power(value) }
        return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5)
    }

    /// A share in per cent.
    static func percent(_ share: Double, _ digits: Int = 1) -> String { fixed(share * 100, digits) + "\u{202F}%" }

    /// A signed change in per cent.
    static func change(_ share: Double, _ digits: Int = 1) -> String {
        (share > 0 ? "+" : "") + percent(share, digits)
    }

    /// A length of time: `850 ms`, `12.3 s`, `4 min`, `2.5 h`, `3 days`.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<1: fixed(seconds * 1000) + "\u{202F}ms"
        case ..<120: fixed(seconds, seconds < 10 ? 2 : 1) + "\u{202F}s"
        case ..<7200: fixed(seconds / 60) + "\u{202F}min"
        case ..<172_800: fixed(seconds / 3600, 1) + "\u{202F}h"
        default: fixed(seconds / 86_400) + "\u{202F}days"
        }
    }

    /// A length of time that is only guessed: `40 s`, `3 min`, `2 h`.
    static func about(_ seconds: Double) -> String {
        switch seconds {
        case ..<1: "a second"
        case ..<10: fixed(seconds) + "\u{202F}s"
        case ..<90: fixed((seconds / 5).rounded() * 5) + "\u{202F}s"
        case ..<5400: fixed(max(2, seconds / 60)) + "\u{202F}min"
        case ..<172_800: fixed(seconds / 3600) + "\u{202F}h"
        default: fixed(seconds / 86_400) + "\u{202F}days"
        }
    }

    static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1000: fixed(count) + "\u{202F}B"
        case ..<1e6: fixed(count / 1e3, 1) + "\u{202F}kB"
        case ..<1e9: fixed(count / 1e6, 1) + "\u{202F}MB"
        default: fixed(count / 1e9, 2) + "\u{202F}GB"
        }
    }

    /// Rao as tokens of a thousand million rao.
    static func tokens(_ rao: UInt64) -> String { fixed(Double(rao) / 1e9, 4) }

    /// A time of UTC: `2026-03-01 12:30:05`.
    static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle(dateTimeSeparator: .space)).replacing("Z", with: "")
    }

    /// A time as machines read it: `2026-03-01T12:30:05Z`.
    static func machineTime(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }

    private static func power(_ value: Double) -> String {
        let text = String(format: "%.1e", value).split(separator: "e")
        guard text.count == 2, let exponent = Int(text[1]) else { return "\(value)" }
        let digits = String(abs(exponent)).map { Self.raised[Int(String($0)) ?? 0] }.joined()
        return "\(text[0])·10" + (exponent < 0 ? "⁻" : "") + digits
    }

    private static let raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
}
