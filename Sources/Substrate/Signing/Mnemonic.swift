import CSodium

/// A phrase of BIP-39 in English, as the entropy that its words stand for.
///
/// Substrate does not use BIP-39's own seed, which is made of the words: it makes a seed of the entropy.
package struct Mnemonic: Sendable {
    /// 16 to 32 bytes.
    private let entropy: SecretBytes

    /// Numbers of words, each with its bytes of entropy.
    private static let bytesOfWords = [12: 16, 15: 20, 18: 24, 21: 28, 24: 32]

    /// Draws a new phrase.
    ///
    /// - Parameter words: 12, 15, 18, 21 or 24.
    /// - Throws: `SubstrateError` with `malformedMnemonic` for other numbers, and `unavailable`.
    package init(drawing words: Int = 12) throws {
        entropy = try SecretBytes.random(try Self.entropyBytes(words))
    }

    /// Reads a phrase.
    ///
    /// - Parameter phrase: UTF-8 text of lower-case words with blanks between them.
    /// - Throws: `SubstrateError` with `malformedMnemonic` for another number of words, a word that is not on the list, or
    ///   a wrong checksum. The message says in which place, and never repeats a word.
    package init(_ phrase: SecretBytes) throws {
        entropy = try phrase.withBytes { text in
            let words = text.split { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
            let count = try Self.entropyBytes(words.count)
            return try Sodium.withScratch(count + 1) { bits in
                for (place, word) in words.enumerated() {
                    guard let number = BIP39Words.number(of: word) else {
                        throw SubstrateError(.malformedMnemonic, "word \(place + 1) of the phrase is not on the list")
                    }
                    Self.write(number, inPlace: place, to: bits)
                }
                let entropy = UnsafeRawBufferPointer(bits).part(0, count)
                guard bits[count] == Self.checksum(entropy) else {
                    throw SubstrateError(.malformedMnemonic, "the phrase has a mistake: its checksum is another")
                }
                return try SecretBytes(copying: entropy)
            }
        }
    }

    private static func entropyBytes(_ words: Int) throws -> Int {
        guard let bytes = bytesOfWords[words] else {
            throw SubstrateError(.malformedMnemonic, "a phrase has 12, 15, 18, 21 or 24 words, not \(words)")
        }
        return bytes
    }
}

extension Mnemonic {
    /// Returns the words with one blank between them.
    ///
    /// - Throws: `SubstrateError.Code.unavailable`.
    package func phrase() throws -> SecretBytes {
        try entropy.withBytes { entropy in
            try Sodium.withScratch(entropy.count + 1) { bits in
                bits.copyMemory(from: entropy)
                bits[entropy.count] = Self.checksum(entropy)
                let words = (0..<entropy.count * 3 / 4).map { BIP39Words.word(Self.number(inPlace: $0, of: bits)) }
                return try SecretBytes(count: words.reduce(words.count - 1) { $0 + $1.count }) { phrase in
                    var place = 0
                    for word in words {
                        if place > 0 { phrase[place - 1] = 0x20 }
                        phrase.part(place, word.count).copyBytes(from: word)
                        place += word.count + 1
                    }
                }
            }
        }
    }

    /// Returns the seed that Substrate makes of the phrase.
    ///
    /// - Parameter password: A password that belongs to the phrase; mostly there is none.
    /// - Returns: The seed, 32 bytes.
    /// - Throws: `SubstrateError.Code.unavailable`.
    package func seed(password: SecretBytes? = nil) throws -> SecretBytes {
        let head = Array("mnemonic".utf8)
        return try Sodium.withScratch(head.count + (password?.count ?? 0) + 64) { scratch in
            let salt = scratch.part(0, scratch.count - 64)
            let key = scratch.part(scratch.count - 64, 64)
            salt.copyBytes(from: head)
            password?.withBytes { salt.part(head.count, $0.count).copyMemory(from: $0) }
            entropy.withBytes {
                Sodium.pbkdf2(password: $0, salt: UnsafeRawBufferPointer(salt), rounds: 2048, into: key)
            }
            return try SecretBytes(copying: UnsafeRawBufferPointer(key).part(0, 32))
        }
    }
}

/// Eleven bits a word, and behind the entropy one bit of its SHA-256 for every four bytes.
extension Mnemonic {
    private static func checksum(_ entropy: UnsafeRawBufferPointer) -> UInt8 {
        Sodium.sha256(entropy)[0] & ~(0xFF >> UInt8(entropy.count / 4))
    }

    private static func write(_ number: Int, inPlace place: Int, to bits: UnsafeMutableRawBufferPointer) {
        for offset in 0..<11 where number >> (10 - offset) & 1 == 1 {
            let bit = 11 * place + offset
            bits[bit / 8] |= 0x80 >> UInt8(bit % 8)
        }
    }

    private static func number(inPlace place: Int, of bits: UnsafeMutableRawBufferPointer) -> Int {
        (11 * place..<11 * place + 11).reduce(0) { number, bit in
            number << 1 | Int(bits[bit / 8] >> UInt8(7 - bit % 8) & 1)
        }
    }
}

extension Mnemonic: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many words there are.
    package var description: String { "a phrase of \(entropy.count * 3 / 4) words (not shown)" }
    /// How many words there are.
    package var debugDescription: String { description }
    /// Shows nothing.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
