/// The part of STROBE-128 (version 1.0.2) that Merlin uses: associated data, keys, and output.
struct Strobe: ~Copyable {
    /// How many bytes of the state are used before it is permuted.
    private static let rate = 166

    /// What an operation does with the state, as STROBE numbers it.
    private enum Flag {
        static let inbound: UInt8 = 1
        static let application: UInt8 = 2
        static let cipher: UInt8 = 4
        static let meta: UInt8 = 16
    }

    private let state: KeccakState
    private var place = 0
    private var start: UInt8 = 0

    init(label: StaticString) {
        state = KeccakState()
        let head: [UInt8] = [1, UInt8(Self.rate + 2), 1, 0, 1, 96]
        for (index, byte) in (head + Array("STROBEv1.0.2".utf8)).enumerated() { state.bytes[index] = byte }
        state.permute()
        label.withUTF8Buffer { metaData(UnsafeRawBufferPointer($0)) }
    }

    init(copying other: borrowing Strobe) {
        state = KeccakState(copying: other.state)
        place = other.place
        start = other.start
    }

    /// Adds data about data; `continuing` goes on with the last such piece.
    mutating func metaData(_ data: UnsafeRawBufferPointer, continuing: Bool = false) {
        if !continuing { begin(Flag.meta | Flag.application) }
        absorb(data)
    }

    mutating func associatedData(_ data: UnsafeRawBufferPointer) {
        begin(Flag.application)
        absorb(data)
    }

    /// Replaces a part of the state with a key.
    mutating func key(_ data: UnsafeRawBufferPointer) {
        begin(Flag.application | Flag.cipher)
        for byte in data {
            state.bytes[place] = byte
            advance()
        }
    }

    mutating func output(into buffer: UnsafeMutableRawBufferPointer) {
        begin(Flag.inbound | Flag.application | Flag.cipher)
        for index in buffer.indices {
            buffer[index] = state.bytes[place]
            state.bytes[place] = 0
            advance()
        }
    }

    private mutating func begin(_ flags: UInt8) {
        let previous = start
        start = UInt8(place + 1)
        for byte in [previous, flags] { absorb(byte) }
        if flags & Flag.cipher != 0, place != 0 { permute() }
    }

    private mutating func absorb(_ data: UnsafeRawBufferPointer) {
        for byte in data { absorb(byte) }
    }

    private mutating func absorb(_ byte: UInt8) {
        state.bytes[place] ^= byte
        advance()
    }

    private mutating func advance() {
        place += 1
        if place == Self.rate { permute() }
    }

    private mutating func permute() {
        state.bytes[place] ^= start
        state.bytes[place + 1] ^= 4
        state.bytes[Self.rate + 1] ^= 0x80
        state.permute()
        place = 0
        start = 0
    }
}
