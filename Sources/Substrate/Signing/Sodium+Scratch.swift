import CSodium

extension Sodium {
    /// Where no bytes are, for functions that want to be told all the same.
    ///
    /// Nobody reads or writes there, so everybody may have it.
    nonisolated(unsafe) static let noBytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

    /// Lends memory for what is secret for a moment, and wipes it.
    static func withScratch<Result>(
        _ count: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { scratch in
            scratch.initializeMemory(as: UInt8.self, repeating: 0)
            defer { sodium_memzero(scratch.bytes, scratch.count) }
            return try body(scratch)
        }
    }

    /// SHA-512 of several pieces, one after the other; `output` has 64 bytes.
    static func sha512(_ pieces: [UnsafeRawBufferPointer], into output: UnsafeMutableRawBufferPointer) {
        precondition(output.count == 64)
        var state = crypto_hash_sha512_state()
        defer { sodium_memzero(&state, MemoryLayout.size(ofValue: state)) }
        crypto_hash_sha512_init(&state)
        for piece in pieces { crypto_hash_sha512_update(&state, piece.bytes, UInt64(piece.count)) }
        crypto_hash_sha512_final(&state, output.bytes)
    }

    /// The first block of PBKDF2 with HMAC-SHA-512 (RFC 8018); `output` has 64 bytes.
    static func pbkdf2(
        password: UnsafeRawBufferPointer,
        salt: UnsafeRawBufferPointer,
        rounds: Int,
        into output: UnsafeMutableRawBufferPointer
    ) {
        precondition(output.count == 64)
        var keyed = crypto_auth_hmacsha512_state()
        defer { sodium_memzero(&keyed, MemoryLayout.size(ofValue: keyed)) }
        crypto_auth_hmacsha512_init(&keyed, password.bytes, password.count)
        withScratch(64) { block in
            let firstBlock: [UInt8] = [0, 0, 0, 1]
            firstBlock.withUnsafeBytes { hmac(keyed, [salt, $0], into: block) }
            output.copyMemory(from: UnsafeRawBufferPointer(block))
            for _ in 1..<rounds {
                hmac(keyed, [UnsafeRawBufferPointer(block)], into: block)
                for place in 0..<64 { output[place] ^= block[place] }
            }
        }
    }

    private static func hmac(
        _ keyed: crypto_auth_hmacsha512_state,
        _ pieces: [UnsafeRawBufferPointer],
        into output: UnsafeMutableRawBufferPointer
    ) {
        var state = keyed
        defer { sodium_memzero(&state, MemoryLayout.size(ofValue: state)) }
        for piece in pieces { crypto_auth_hmacsha512_update(&state, piece.bytes, UInt64(piece.count)) }
        crypto_auth_hmacsha512_final(&state, output.bytes)
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes as C takes them.
    var bytes: UnsafePointer<UInt8> {
        baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(Sodium.noBytes)
    }

    /// The part of some bytes from a place on.
    func part(_ start: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[start..<start + count])
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The bytes as C takes them.
    var bytes: UnsafeMutablePointer<UInt8> { baseAddress?.assumingMemoryBound(to: UInt8.self) ?? Sodium.noBytes }

    /// The part of some bytes from a place on.
    func part(_ start: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: self[start..<start + count])
    }
}
