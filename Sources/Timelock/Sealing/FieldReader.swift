/// Reads fields of bytes one after another, each with its length before it, and refuses what does not fit.
struct FieldReader {
    private var rest: ArraySlice<UInt8>

    /// Begins at the first byte.
    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// Takes so many bytes.
    mutating func take(_ byteCount: Int, _ name: String) throws -> ArraySlice<UInt8> {
        guard rest.count >= byteCount else {
            throw TimelockError(.truncated, "\(rest.count) bytes are left for \(name), which has \(byteCount)")
        }
        defer { rest = rest.dropFirst(byteCount) }
        return rest.prefix(byteCount)
    }

    /// Takes a length of eight little-endian bytes and so many bytes more; only `byteCount` is allowed if there is one.
    mutating func takeField(_ name: String, byteCount: Int? = nil) throws -> ArraySlice<UInt8> {
        let length = try take(8, "the length of \(name)").reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if let byteCount, length != UInt64(byteCount) {
            throw TimelockError(.wrongFieldLength, "\(name) has \(byteCount) bytes, not \(length)")
        }
        guard length <= UInt64(rest.count) else {
            throw TimelockError(.truncated, "\(rest.count) bytes are left for \(name), which has \(length)")
        }
        return try take(Int(length), name)
    }

    /// Refuses what is left.
    func finish() throws {
        guard rest.isEmpty else {
            throw TimelockError(.trailingBytes, "\(rest.count) bytes follow the last field")
        }
    }
}
