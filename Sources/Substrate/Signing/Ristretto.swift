import CSodium

/// Arithmetic on ristretto255 by libsodium.
///
/// Every buffer has 32 bytes unless it is said otherwise.
///
/// libsodium reports a result that is the neutral element as a failure; it never is one that is wanted here.
enum Ristretto {
    static func isPoint(_ bytes: [UInt8]) -> Bool {
        Sodium.prepare()
        return bytes.count == Sodium.pointBytes && bytes.contains { $0 != 0 }
            && crypto_core_ristretto255_is_valid_point(bytes) == 1
    }

    static func base(times scalar: UnsafeRawBufferPointer) -> [UInt8]? {
        Sodium.prepare()
        var point = [UInt8](repeating: 0, count: Sodium.pointBytes)
        guard crypto_scalarmult_ristretto255_base(&point, scalar.bytes) == 0 else { return nil }
        return point
    }

    static func point(_ point: [UInt8], times scalar: UnsafeRawBufferPointer) -> [UInt8]? {
        var product = [UInt8](repeating: 0, count: Sodium.pointBytes)
        guard crypto_scalarmult_ristretto255(&product, scalar.bytes, point) == 0 else { return nil }
        return product
    }

    static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8]? {
        var difference = [UInt8](repeating: 0, count: Sodium.pointBytes)
        guard crypto_core_ristretto255_sub(&difference, left, right) == 0 else { return nil }
        return difference
    }

    /// Reduces 64 bytes to a scalar.
    static func reduce(_ wide: UnsafeMutableRawBufferPointer, into scalar: UnsafeMutableRawBufferPointer) {
        precondition(wide.count == 64 && scalar.count == Sodium.scalarBytes)
        crypto_core_ristretto255_scalar_reduce(scalar.bytes, wide.bytes)
    }

    /// Writes `factor * other + summand` into `factor`.
    static func multiplyAdd(
        _ factor: UnsafeMutableRawBufferPointer,
        _ other: UnsafeRawBufferPointer,
        _ summand: UnsafeRawBufferPointer
    ) {
        crypto_core_ristretto255_scalar_mul(factor.bytes, factor.bytes, other.bytes)
        crypto_core_ristretto255_scalar_add(factor.bytes, factor.bytes, summand.bytes)
    }

    /// Whether 32 bytes are a scalar in its only accepted form, less than the order of the group.
    ///
    /// How long it takes does not depend on the bytes.
    static func isScalar(_ bytes: UnsafeRawBufferPointer) -> Bool {
        precondition(bytes.count == Sodium.scalarBytes)
        return Sodium.withScratch(96) { scratch in
            let (wide, reduced) = (scratch.part(0, 64), scratch.part(64, 32))
            wide.copyMemory(from: bytes)
            reduce(wide, into: reduced)
            return sodium_memcmp(reduced.bytes, bytes.bytes, Sodium.scalarBytes) == 0
        }
    }
}
