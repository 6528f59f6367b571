/// Numbers in base 58, with the alphabet that leaves out what looks alike.
///
/// Meant for a few dozen bytes.
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        let digits = converted(bytes.map(Int.init), from: 256, to: 58)
        return String(decoding: digits.map { alphabet[$0] }, as: UTF8.self)
    }

    /// Returns the bytes, or nil when the text has other characters.
    static func bytes(_ text: String) -> [UInt8]? {
        var digits: [Int] = []
        for character in text.utf8 {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            digits.append(digit)
        }
        return converted(digits, from: 58, to: 256).map(UInt8.init)
    }

    /// Converts a number between bases; every zero at its head stays one digit.
    private static func converted(_ digits: [Int], from source: Int, to target: Int) -> [Int] {
        var result: [Int] = []
        for digit in digits {
            var carry = digit
            for index in result.indices {
                carry += result[index] * source
                result[index] = carry % target
                carry /= target
            }
            while carry > 0 {
                result.append(carry % target)
                carry /= target
            }
        }
        return digits.prefix { $0 == 0 } + result.reversed()
    }
}
