extension FuzzEntry {
    /// Reads a keyfile that is not encrypted, an address and a hexadecimal text.
    package static func text(_ bytes: [UInt8]) {
        if bytes.first == UInt8(ascii: "{"), let contents = try? bytes.withUnsafeBytes(SecretBytes.init(copying:)) {
            _ = try? Keyfile(contents)
            _ = try? PublicKeyfile(bytes)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let address = try? SS58Address(text, network: nil) {
            precondition(address.text == text, "an address is written otherwise than it was read")
        }
        _ = try? Hexadecimal.bytes(text)
    }
}
