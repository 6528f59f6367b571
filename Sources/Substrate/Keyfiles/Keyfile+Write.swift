extension Keyfile {
    /// Returns a file's contents without encryption.
    ///
    /// `cryptoType` is left out, because older versions of the wallet refuse files that have it.
    ///
    /// - Throws: `SubstrateError.Code.unavailable`.
    package func plainContents() throws -> SecretBytes {
        let account = pair.publicKey.account
        var pieces: [Piece] = [
            .text("{\"accountId\":\"\(Hexadecimal.text(account.bytes))\""),
            .text(",\"publicKey\":\"\(Hexadecimal.text(account.bytes))\""),
            .text(",\"privateKey\":\"0x"), .digits(try pair.withSecret(SecretBytes.init(copying:))), .text("\""),
        ]
        if let phrase { pieces += [.text(",\"secretPhrase\":\""), .plain(phrase), .text("\"")] }
        if let seed { pieces += [.text(",\"secretSeed\":\"0x"), .digits(seed), .text("\"")] }
        pieces.append(.text(",\"ss58Address\":\"\(SS58Address(account).text)\"}"))
        return try SecretBytes(count: pieces.reduce(0) { $0 + $1.count }) { contents in
            var place = 0
            for piece in pieces {
                piece.write(to: contents.part(place, piece.count))
                place += piece.count
            }
        }
    }

    /// Returns a file's contents encrypted with a password, as `coldkey` mostly is.
    ///
    /// It takes half a gigabyte of memory for some seconds, which is the format's wish.
    ///
    /// - Parameter password: Any bytes; the wallet itself asks for UTF-8.
    /// - Returns: The file's bytes.
    /// - Throws: `SubstrateError.Code.unavailable`, when there is no such memory.
    package func encryptedContents(password: SecretBytes) throws -> SecretBytes {
        try KeyfileEnvelope.seal(plainContents(), password)
    }
}

/// A part of a keyfile's text.
private enum Piece {
    case text(String)
    case plain(SecretBytes)
    case digits(SecretBytes)

    var count: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .plain(let bytes): bytes.count
        case .digits(let bytes): 2 * bytes.count
        }
    }

    func write(to buffer: UnsafeMutableRawBufferPointer) {
        switch self {
        case .text(let text): buffer.copyBytes(from: text.utf8)
        case .plain(let bytes): bytes.withBytes { buffer.copyMemory(from: $0) }
        case .digits(let bytes):
            bytes.withBytes { bytes in
                for place in 0..<bytes.count {
                    buffer[2 * place] = Self.digit(bytes[place] >> 4)
                    buffer[2 * place + 1] = Self.digit(bytes[place] & 15)
                }
            }
        }
    }

    /// Calculated and not looked up, so that no table is read in places that depend on a secret.
    private static func digit(_ value: UInt8) -> UInt8 {
        let beyondNine = (9 &- value) >> 7
        return UInt8(ascii: "0") + value + beyondNine * (UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
    }
}
