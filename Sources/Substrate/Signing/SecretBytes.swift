import CSodium

/// Bytes that nobody else may see: a key, a seed, a phrase, a password.
///
/// They lie in memory of their own between guard pages, which is kept out of swap where the system allows it, and are
/// wiped when the last reference goes. They cannot be encoded, hashed or compared with `==`; descriptions, debug
/// descriptions and mirrors show their number only.
package final class SecretBytes: @unchecked Sendable {
    // Sendable: the memory is written by the initialiser alone, before anybody else has the object.
    private let memory: UnsafeMutableRawPointer
    /// How many there are.
    package let count: Int

    /// Makes room and lets a piece of code fill it.
    ///
    /// - Parameters:
    ///   - count: How many bytes.
    ///   - fill: Gets them, with anything in them, and writes all of them.
    /// - Throws: `SubstrateError.Code.unavailable` when there is no memory, and what `fill` throws.
    package init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void) throws {
        Sodium.prepare()
        guard let memory = sodium_malloc(max(count, 1)) else {
            throw SubstrateError(.unavailable, "there is no memory for \(count) secret bytes")
        }
        self.memory = memory
        self.count = count
        try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    deinit { sodium_free(memory) }

    /// Lets a piece of code look at the bytes, which must not outlive it.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: memory, count: count))
    }
}

extension SecretBytes {
    /// Copies bytes.
    ///
    /// - Parameter bytes: The caller wipes them if it can.
    /// - Throws: `SubstrateError.Code.unavailable`.
    package convenience init(copying bytes: UnsafeRawBufferPointer) throws {
        try self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// Copies the UTF-8 bytes of a text, such as a password that was typed.
    ///
    /// The text itself cannot be wiped.
    ///
    /// - Parameter text: The text.
    /// - Throws: `SubstrateError.Code.unavailable`.
    package convenience init(utf8 text: String) throws {
        try self.init(count: text.utf8.count) { $0.copyBytes(from: text.utf8) }
    }

    /// Draws bytes from the system's generator.
    ///
    /// - Parameter count: How many.
    /// - Returns: The bytes.
    /// - Throws: `SubstrateError.Code.unavailable`.
    package static func random(_ count: Int) throws -> SecretBytes {
        try SecretBytes(count: count) { randombytes_buf($0.bytes, $0.count) }
    }

    /// Whether two secrets are the same.
    ///
    /// The time it takes depends on their numbers of bytes only.
    package func isEqual(to other: SecretBytes) -> Bool {
        count == other.count && sodium_memcmp(memory, other.memory, count) == 0
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many there are.
    package var description: String { "\(count) secret bytes" }
    /// How many there are.
    package var debugDescription: String { description }
    /// Shows nothing.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
