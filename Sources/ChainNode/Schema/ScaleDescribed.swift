package import Substrate

/// A type with one encoding that can say in metadata what it is.
package protocol ScaleDescribed: ScaleCodable, Sendable {
    /// What metadata says about the type.
    static var shape: Shape { get }
}

extension Bool: ScaleDescribed {
    /// A truth value.
    package static var shape: Shape { .bool }
}

extension UInt8: ScaleDescribed {
    /// One byte.
    package static var shape: Shape { .u8 }
}

extension UInt16: ScaleDescribed {
    /// Two bytes.
    package static var shape: Shape { .u16 }
}

extension UInt32: ScaleDescribed {
    /// Four bytes.
    package static var shape: Shape { .u32 }
}

extension UInt64: ScaleDescribed {
    /// Eight bytes.
    package static var shape: Shape { .u64 }
}

extension UInt128: ScaleDescribed {
    /// Sixteen bytes.
    package static var shape: Shape { .u128 }
}

extension Array: ScaleDescribed where Element: ScaleDescribed {
    /// A sequence.
    package static var shape: Shape { .sequence(Element.shape) }
}

extension Optional: ScaleDescribed where Wrapped: ScaleDescribed {
    /// Something that may be missing.
    package static var shape: Shape { .option(Wrapped.shape) }
}

extension Compact: ScaleDescribed where Number: ScaleDescribed {
    /// A number in compact form.
    package static var shape: Shape { .compact(Number.shape) }
}

extension AccountID: ScaleDescribed {
    /// 32 bytes under the name by which clients know accounts.
    package static var shape: Shape { .wrapper("sp_core::crypto::AccountId32", .array(32, .u8)) }
}

extension Hash256: ScaleDescribed {
    /// 32 bytes under the name by which clients know hashes.
    package static var shape: Shape { .wrapper("primitive_types::H256", .array(32, .u8)) }
}

/// Two values one after the other.
package struct Pair<First: ScaleDescribed, Second: ScaleDescribed>: ScaleDescribed {
    /// The first.
    package var first: First
    /// The second.
    package var second: Second

    init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    /// Reads both.
    package init(from reader: inout ScaleReader) throws {
        first = try First(from: &reader)
        second = try Second(from: &reader)
    }

    /// Writes both.
    package func write(to writer: inout ScaleWriter) {
        first.write(to: &writer)
        second.write(to: &writer)
    }

    /// A tuple.
    package static var shape: Shape { .tuple([First.shape, Second.shape]) }
}

extension Pair: Equatable where First: Equatable, Second: Equatable {}
