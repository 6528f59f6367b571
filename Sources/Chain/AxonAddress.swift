/// Where a hotkey's endpoint listens, as it is written on a chain or in a file: an address and a port.
package struct AxonAddress: Sendable, Hashable {
    /// The address, without brackets; nothing is said about what kind of text it is.
    package let host: String
    /// The port.
    package let port: UInt16

    /// Puts an address together.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `192.0.2.1:7999` or `[2001:db8::1]:7999`: nil for anything else, and for the port 0.
    package init?(_ text: String) {
        guard text.utf8.count <= 64, let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        else { return nil }
        let host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        let plain = isBracketed ? host.dropFirst().dropLast() : host
        let isPlain = plain.utf8.allSatisfy { "0123456789abcdefABCDEF.:".utf8.contains($0) }
        guard !plain.isEmpty, isPlain, plain.contains(":") == isBracketed else { return nil }
        self.init(host: String(plain), port: port)
    }

    /// The address as it is read.
    package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
