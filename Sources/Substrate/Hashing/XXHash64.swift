/// The hash function XXH64, by its published specification (xxHash, "XXH64 algorithm description").
enum XXHash64 {
    private static let primes: [UInt64] = [
        0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5,
    ]

    static func hash(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
        var place = 0
        var hash = bytes.count >= 32 ? stripes(bytes, seed, &place) : seed &+ primes[4]
        hash &+= UInt64(bytes.count)
        while place + 8 <= bytes.count {
            hash ^= round(0, word(bytes, place, 8))
            hash = rotated(hash, 27) &* primes[0] &+ primes[3]
            place += 8
        }
        if place + 4 <= bytes.count {
            hash ^= word(bytes, place, 4) &* primes[0]
            hash = rotated(hash, 23) &* primes[1] &+ primes[2]
            place += 4
        }
        for byte in bytes[place...] {
            hash ^= UInt64(byte) &* primes[4]
            hash = rotated(hash, 11) &* primes[0]
        }
        return avalanche(hash)
    }

    private static func stripes(_ bytes: [UInt8], _ seed: UInt64, _ place: inout Int) -> UInt64 {
        var lanes = [seed &+ primes[0] &+ primes[1], seed &+ primes[1], seed, seed &- primes[0]]
        while place + 32 <= bytes.count {
            for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(bytes, place + 8 * lane, 8)) }
            place += 32
        }
        var hash = rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12) &+ rotated(lanes[3], 18)
        for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
        return hash
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* primes[1], 31) &* primes[0]
    }

    private static func avalanche(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ hash >> 33) &* primes[1]
        hash = (hash ^ hash >> 29) &* primes[2]
        return hash ^ hash >> 32
    }

    private static func rotated(_ word: UInt64, _ places: UInt64) -> UInt64 { word << places | word >> (64 - places) }

    private static func word(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for offset in 0..<count { word |= UInt64(bytes[place + offset]) << UInt64(8 * offset) }
        return word
    }
}
