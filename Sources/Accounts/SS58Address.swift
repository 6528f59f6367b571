/// An account as people write it: SS58, with the network's number and a checksum.
///
/// The layout is base58 of one or two bytes for the network, 32 bytes for the account, and the first two bytes of
/// BLAKE2b-512 over "SS58PRE" and what stands before. Accounts of other lengths are refused.
package struct SS58Address: Sendable, Hashable {
    /// The network's number in the SS58 registry, 0 to 16383 without 46 and 47, which are reserved.
    package let network: UInt16
    /// The account.
    package let account: AccountID

    /// The number for networks without one of their own; Bittensor uses it too.
    package static let genericNetwork: UInt16 = 42

    /// Names an account on the generic network.
    package init(_ account: AccountID) {
        self.account = account
        network = Self.genericNetwork
    }

    /// Names an account on a network: nil when the number is reserved or over 16383.
    package init?(_ account: AccountID, network: UInt16) {
        guard Self.isNetwork(network) else { return nil }
        self.account = account
        self.network = network
    }

    private static func isNetwork(_ number: UInt16) -> Bool { number < 16384 && number != 46 && number != 47 }
}

extension SS58Address {
    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: The address, without anything around it.
    ///   - wanted: The only network that is accepted; nil accepts all.
    /// - Throws: `AddressError` with `malformed`, `wrongChecksum` or `wrongNetwork`.
    package init(_ text: String, network wanted: UInt16? = genericNetwork) throws {
        guard text.utf8.count <= 64, let bytes = Base58.bytes(text), let first = bytes.first else {
            throw AddressError(.malformed, "'\(text.prefix(64))' is not base58, or too long for an address")
        }
        let prefixBytes = first < 64 ? 1 : 2
        guard first < 128, bytes.count == prefixBytes + 34, let account = AccountID(Array(bytes.dropLast(2).suffix(32)))
        else { throw AddressError(.malformed, "'\(text)' does not name an account of 32 bytes") }
        guard Self.checksum(bytes.dropLast(2)).elementsEqual(bytes.suffix(2)) else {
            throw AddressError(.wrongChecksum, "the address '\(text)' has a typing mistake")
        }
        let network = prefixBytes == 1 ? UInt16(first) : Self.number(first, bytes[1])
        guard Self.isNetwork(network), prefixBytes == (network < 64 ? 1 : 2) else {
            throw AddressError(.malformed, "'\(text)' names the network \(network), which is none")
        }
        guard wanted == nil || wanted == network else {
            throw AddressError(.wrongNetwork, "'\(text)' is for the network \(network), not \(wanted ?? network)")
        }
        self.account = account
        self.network = network
    }

    /// The address as text.
    package var text: String {
        let body = Self.prefix(network) + account.bytes
        return Base58.text(body + Self.checksum(body[...]))
    }

    /// The two bytes of a large number hold its bits in an order of their own: 2 to 7, then 0 and 1, then the rest.
    private static func prefix(_ network: UInt16) -> [UInt8] {
        guard network >= 64 else { return [UInt8(network)] }
        let first = UInt8((network & 0b1111_1100) >> 2) | 0b0100_0000
        return [first, UInt8(network >> 8) | UInt8(network & 0b11) << 6]
    }

    private static func number(_ first: UInt8, _ second: UInt8) -> UInt16 {
        UInt16(first & 0b0011_1111) << 2 | UInt16(second >> 6) | UInt16(second & 0b0011_1111) << 8
    }

    private static func checksum(_ body: ArraySlice<UInt8>) -> [UInt8] {
        Array(Blake2b.hash(Array("SS58PRE".utf8) + body, count: 64).prefix(2))
    }
}

extension SS58Address: CustomStringConvertible {
    /// The address as text.
    package var description: String { text }
}
