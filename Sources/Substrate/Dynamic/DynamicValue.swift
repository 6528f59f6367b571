/// A value whose type is known only from metadata.
///
/// Wrappers around one unnamed field are left out, so that an account is its 32 bytes and not a box with them.
package enum DynamicValue: Sendable, Hashable {
    case bool(Bool)
    case character(Unicode.Scalar)
    case text(String)
    /// An unsigned integer of up to 128 bits, of fixed width or compact.
    case unsigned(UInt128)
    /// A signed integer of up to 128 bits.
    case signed(Int128)
    /// An unsigned integer of 256 bits.
    case wide(UInt256)
    /// A sequence or an array of bytes.
    case bytes([UInt8])
    /// A sequence, an array, a tuple, or fields without names.
    case list([DynamicValue])
    /// Fields with names, in the order of the type.
    case record([Member])
    /// One of several cases; what it carries is a `list` or a `record`, and an empty `list` when it carries nothing.
    indirect case variant(String, DynamicValue)
    /// A row of bits.
    case bits([Bool])

    /// A field with its name.
    package struct Member: Sendable, Hashable {
        /// The name.
        package var name: String
        /// The value.
        package var value: DynamicValue

        /// Names a value.
        package init(_ name: String, _ value: DynamicValue) {
            self.name = name
            self.value = value
        }
    }

    /// Returns a case that carries nothing.
    package static func variant(_ name: String) -> DynamicValue { .variant(name, .list([])) }

    /// Returns the account in the case that addresses of most chains use, `MultiAddress::Id`.
    package static func address(_ account: AccountID) -> DynamicValue { .variant("Id", .list([.bytes(account.bytes)])) }
}

extension DynamicValue {
    /// The value of a field, also of a case's; nil when there is none of this name.
    package subscript(name: String) -> DynamicValue? {
        switch self {
        case .record(let members): members.first { $0.name == name }?.value
        case .variant(_, let content): content[name]
        default: nil
        }
    }

    /// The value in a place of a list, of a record or of what a case carries; nil when there is no such place.
    package subscript(place: Int) -> DynamicValue? {
        switch self {
        case .list(let values): values.indices.contains(place) ? values[place] : nil
        case .record(let members): members.indices.contains(place) ? members[place].value : nil
        case .variant(_, let content): content[place]
        default: nil
        }
    }

    /// The name of the case, if this is one.
    package var caseName: String? {
        guard case .variant(let name, _) = self else { return nil }
        return name
    }

    /// The number, if this is an unsigned one that the type holds.
    package func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        guard case .unsigned(let number) = self else { return nil }
        return Number(exactly: number)
    }

    /// The bytes, if there are only bytes.
    package var byteString: [UInt8]? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }

    /// The account, if this is 32 bytes or the address of an account by its name.
    package var account: AccountID? {
        switch self {
        case .bytes(let bytes): AccountID(bytes)
        case .variant("Id", let content): content[0]?.account
        default: nil
        }
    }

    /// What is in an `Option`: nil when this is its case `None`, or no `Option` at all.
    package var wrapped: DynamicValue? {
        guard case .variant("Some", let content) = self else { return nil }
        return content[0]
    }

    /// The elements of a list; nil for anything else.
    package var elements: [DynamicValue]? {
        guard case .list(let values) = self else { return nil }
        return values
    }
}

/// How far a dynamic value may go.
enum DynamicLimits {
    /// The deepest nesting of types.
    static let depth = 64
    /// The values in one decoding, the ones around others included; and fewer when there are few bytes.
    static let values = 4 << 20

    static func values(forBytes count: Int) -> Int { min(values, 4096 + 16 * count) }
}
