extension IPAddress {
    /// Whether the address belongs to the public network, by the special-purpose registries of IANA.
    ///
    /// An IPv6 address that carries an IPv4 one (mapped, or through the well-known NAT64 prefix) is judged by it. Forms
    /// that tunnel to an address of somebody's choice (6to4, Teredo, ISATAP, local NAT64) are not public, and neither is
    /// what lies outside of 2000::/3.
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.reserved4.contains { $0.contains(bytes) } }
        if let embedded = embeddedIPv4 { return embedded.isPublic }
        return Self.global6.contains(bytes) && !Self.reserved6.contains { $0.contains(bytes) } && !isISATAP
    }

    /// Whether the interface is one that RFC 5214 tunnels to the IPv4 address in its last four bytes.
    private var isISATAP: Bool {
        [0x00, 0x02].contains(bytes[8]) && bytes[9...11] == [0x00, 0x5E, 0xFE]
    }

    private var embeddedIPv4: IPAddress? {
        guard [Self.mapped, Self.nat64].contains(where: { $0.contains(bytes) }) else { return nil }
        return IPAddress(bytes: Array(bytes.suffix(4)))
    }

    /// A block of addresses that share their first bits.
    private struct Block {
        let prefix: [UInt8]
        let bits: Int

        init(_ prefix: [UInt8], _ bits: Int) {
            self.prefix = prefix
            self.bits = bits
        }

        func contains(_ address: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                let wanted = bit / 8 < prefix.count ? prefix[bit / 8] : 0
                return address[bit / 8] & mask == wanted & mask
            }
        }
    }

    private static let reserved4 = [
        Block([0], 8),  // this network
        Block([10], 8),  // private
        Block([100, 64], 10),  // carrier-grade translation
        Block([127], 8),  // loopback
        Block([168, 63, 129, 16], 32),  // Azure's host, for every machine inside it
        Block([169, 254], 16),  // link-local, metadata services
        Block([172, 16], 12),  // private
        Block([192, 0, 0], 24),  // protocol assignments
        Block([192, 0, 2], 24),  // documentation
        Block([192, 88, 99], 24),  // former 6to4 relays
        Block([192, 168], 16),  // private
        Block([198, 18], 15),  // benchmarks
        Block([198, 51, 100], 24),  // documentation
        Block([203, 0, 113], 24),  // documentation
        Block([224], 4),  // multicast
        Block([240], 4),  // reserved, broadcast
    ]

    private static let mapped = Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96)
    private static let nat64 = Block([0x00, 0x64, 0xFF, 0x9B], 96)
    private static let global6 = Block([0x20], 3)

    private static let reserved6 = [
        Block([0x20, 0x01, 0x00], 23),  // protocol assignments, Teredo, benchmarks, ORCHID
        Block([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        Block([0x20, 0x02], 16),  // 6to4
        Block([0x3F, 0xFF], 20),  // documentation
    ]
}
