/// Makes keys of the bytes that a terminal sends.
///
/// A key that begins with escape may arrive in parts; what has no end yet is kept until more comes or until ``flush()`` is
/// asked to take it as it is, which is how the escape key itself is told.
struct KeyDecoder: Sendable {
    private var pending: [UInt8] = []

    /// The longest sequence that is waited for; longer ones are thrown away.
    private static let longest = 32

    /// Whether a key has begun and not ended.
    var isWaiting: Bool { !pending.isEmpty }

    /// Takes bytes in.
    ///
    /// - Parameter bytes: What was read.
    /// - Returns: The keys that are complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let (key, count) = Self.first(of: pending) {
            pending.removeFirst(count)
            if let key { keys.append(key) }
        }
        if pending.count > Self.longest { pending = [] }
        return keys
    }

    /// Takes what has no end as it is: nothing more is coming.
    mutating func flush() -> [Key] {
        defer { pending = [] }
        guard pending.first == 0x1B else { return [] }
        // Escape, or a letter typed with the other control key, which nothing is bound to.
        return pending.count == 1 ? [.escape] : []
    }

    /// The first key of some bytes and how many it has, or nil while it has no end; an unknown key is nil too.
    private static func first(of bytes: [UInt8]) -> (key: Key?, count: Int)? {
        guard let byte = bytes.first else { return nil }
        switch byte {
        case 0x1B: return sequence(bytes)
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0x01...0x1A: return (.control(Unicode.Scalar(byte + 0x60)), 1)
        case 0x20...0x7E: return (.text(Unicode.Scalar(byte)), 1)
        case 0xC2...0xF4: return character(bytes)
        default: return (nil, 1)
        }
    }

    private static func character(_ bytes: [UInt8]) -> (key: Key?, count: Int)? {
        let count = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
        let part = bytes.prefix(count)
        guard part.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
        guard part.count == count else { return nil }
        guard let text = String(validating: part, as: UTF8.self) else { return (nil, count) }
        return (text.unicodeScalars.first.map { .text($0) }, count)
    }

    private static func sequence(_ bytes: [UInt8]) -> (key: Key?, count: Int)? {
        guard bytes.count > 1 else { return nil }
        switch bytes[1] {
        case UInt8(ascii: "["):
            guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
            return (named(final: bytes[end], parameters: bytes[2..<end]), end + 1)
        case UInt8(ascii: "O"):
            guard bytes.count > 2 else { return nil }
            return (named(final: bytes[2], parameters: []), 3)
        case 0x1B: return (.escape, 1)
        default: return (nil, 2)
        }
    }

    private static func named(final: UInt8, parameters: ArraySlice<UInt8>) -> Key? {
        let number = parameters.split(separator: UInt8(ascii: ";")).first.map { String(decoding: $0, as: UTF8.self) }
        switch Character(Unicode.Scalar(final)) {
        case "A": return .up
        case "B": return .down
        case "C": return .right
        case "D": return .left
        case "H": return .home
        case "F": return .end
        case "M": return .enter
        case "Z": return .backTab
        case "~": return numbered[number ?? ""]
        default: return nil
        }
    }

    private static let numbered: [String: Key] = [
        "1": .home, "7": .home, "4": .end, "8": .end, "3": .delete, "5": .pageUp, "6": .pageDown,
    ]
}
