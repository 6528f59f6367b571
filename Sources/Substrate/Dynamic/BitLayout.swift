/// Where the bits of a row lie: in words of one to eight bytes, from the lowest bit of a word or from the highest.
struct BitLayout {
    private let wordBytes: Int
    private let lowestFirst: Bool

    init(_ registry: TypeRegistry, store: TypeID, order: TypeID) throws {
        switch try registry.definition(store) {
        case .primitive(.u8): wordBytes = 1
        case .primitive(.u16): wordBytes = 2
        case .primitive(.u32): wordBytes = 4
        case .primitive(.u64): wordBytes = 8
        default: throw SubstrateError(.malformedMetadata, "bits cannot be stored in words of type \(store.number)")
        }
        switch try registry.type(order).path.last {
        case "Lsb0": lowestFirst = true
        case "Msb0": lowestFirst = false
        default: throw SubstrateError(.malformedMetadata, "type \(order.number) is no order of bits")
        }
    }

    func bytes(forBits count: Int) -> Int { (count + 8 * wordBytes - 1) / (8 * wordBytes) * wordBytes }

    func isSet(_ bit: Int, in bytes: [UInt8]) -> Bool { bytes[place(bit) / 8] >> (place(bit) % 8) & 1 == 1 }

    func bytes(_ bits: [Bool]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: bytes(forBits: bits.count))
        for bit in bits.indices where bits[bit] { bytes[place(bit) / 8] |= 1 << UInt8(place(bit) % 8) }
        return bytes
    }

    /// Words are stored lowest byte first, so a bit's place counts from the lowest bit of the first byte.
    private func place(_ bit: Int) -> Int {
        guard !lowestFirst else { return bit }
        let wordBits = 8 * wordBytes
        return bit / wordBits * wordBits + wordBits - 1 - bit % wordBits
    }
}
