/// Numbers in base 58, with the alphabet that leaves out what looks alike.
///
/// Meant for a few dozen bytes. A number is calculated with in limbs of 32 bits and five digits at a time.
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// What each byte stands for; 255: nothing.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (digit, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(digit) }
        return values
    }()

    private static let digitsAtOnce = 5
    private static let powers: [UInt64] = [1, 58, 3364, 195_112, 11_316_496, 656_356_768]

    static func text(_ bytes: [UInt8]) -> String {
        var limbs = limbs(of: bytes)
        var digits: [UInt8] = []
        while limbs.contains(where: { $0 != 0 }) {
            var rest = divide(&limbs, by: powers[digitsAtOnce])
            for _ in 0..<digitsAtOnce {
                digits.append(alphabet[Int(rest % 58)])
                rest /= 58
            }
        }
        while digits.last == alphabet[0] { digits.removeLast() }
        let zeros = bytes.prefix { $0 == 0 }.count
        return String(decoding: [UInt8](repeating: alphabet[0], count: zeros) + digits.reversed(), as: UTF8.self)
    }

    /// Returns the bytes, or nil when the text has other characters.
    static func bytes(_ text: String) -> [UInt8]? {
        var limbs: [UInt32] = []
        var (group, count) = (UInt64(0), 0)
        for character in text.utf8 {
            let digit = values[Int(character)]
            guard digit != 255 else { return nil }
            (group, count) = (group * 58 + UInt64(digit), count + 1)
            guard count == digitsAtOnce else { continue }
            multiply(&limbs, by: powers[count], adding: group)
            (group, count) = (0, 0)
        }
        multiply(&limbs, by: powers[count], adding: group)
        let bytes = limbs.reversed().flatMap { limb in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: limb >> $0) } }
        let zeros = text.utf8.prefix { $0 == alphabet[0] }.count
        return [UInt8](repeating: 0, count: zeros) + bytes.drop { $0 == 0 }
    }

    /// The number that bytes are, highest byte first, as limbs, lowest limb first.
    private static func limbs(of bytes: [UInt8]) -> [UInt32] {
        var limbs = [UInt32](repeating: 0, count: (bytes.count + 3) / 4)
        for (place, byte) in bytes.reversed().enumerated() { limbs[place / 4] |= UInt32(byte) << UInt32(place % 4 * 8) }
        return limbs
    }

    private static func multiply(_ limbs: inout [UInt32], by factor: UInt64, adding summand: UInt64) {
        var carry = summand
        for place in limbs.indices {
            carry += UInt64(limbs[place]) * factor
            limbs[place] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// Divides in place and returns the rest.
    private static func divide(_ limbs: inout [UInt32], by divisor: UInt64) -> UInt64 {
        var rest: UInt64 = 0
        for place in limbs.indices.reversed() {
            let part = rest << 32 | UInt64(limbs[place])
            limbs[place] = UInt32(part / divisor)
            rest = part % divisor
        }
        return rest
    }
}
