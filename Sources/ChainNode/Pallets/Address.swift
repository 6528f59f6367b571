import Substrate

/// An account as calls name it.
struct Address: ScaleDescribed, Hashable {
    private let name: AccountID?

    /// Reads an address; one of another kind than an account's is read and refused later.
    init(from reader: inout ScaleReader) throws {
        switch try reader.byte() {
        case 0, 3: name = try AccountID(from: &reader)
        case 1:
            _ = try reader.compact(UInt64.self)
            name = nil
        case 2:
            _ = try reader.byteString()
            name = nil
        case 4:
            _ = try reader.take(20)
            name = nil
        case let other: throw SubstrateError(.malformedScale, "\(other) is no kind of address")
        }
    }

    func write(to writer: inout ScaleWriter) {
        guard let name else { preconditionFailure("addresses that were refused are not written") }
        writer.byte(0)
        name.write(to: &writer)
    }

    /// The account.
    ///
    /// - Throws: `DispatchError` when the address is of a kind that this chain has no accounts for.
    var account: AccountID {
        get throws {
            guard let name else { throw DispatchError.badOrigin }
            return name
        }
    }

    static var shape: Shape { ExtrinsicShapes.address }
}
