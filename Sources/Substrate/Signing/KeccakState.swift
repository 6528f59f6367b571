import CSodium

/// The 200 bytes that the permutation Keccak-f[1600] works on (FIPS 202).
///
/// They are wiped when the state goes.
struct KeccakState: ~Copyable {
    static let byteCount = 200

    private let words: UnsafeMutablePointer<UInt64>

    init() {
        words = .allocate(capacity: 25)
        words.initialize(repeating: 0, count: 25)
    }

    /// Begins where another state is.
    init(copying other: borrowing KeccakState) {
        words = .allocate(capacity: 25)
        words.initialize(from: other.words, count: 25)
    }

    deinit {
        sodium_memzero(words, Self.byteCount)
        words.deallocate()
    }

    /// The bytes; a word's lowest byte comes first.
    var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: words, count: Self.byteCount) }

    func permute() {
        swapOnBigEndian()
        for constant in Self.roundConstants {
            mixColumns()
            moveLanes()
            mixRows()
            words[0] ^= constant
        }
        swapOnBigEndian()
    }

    /// The step θ.
    private func mixColumns() {
        let parity0 = words[0] ^ words[5] ^ words[10] ^ words[15] ^ words[20]
        let parity1 = words[1] ^ words[6] ^ words[11] ^ words[16] ^ words[21]
        let parity2 = words[2] ^ words[7] ^ words[12] ^ words[17] ^ words[22]
        let parity3 = words[3] ^ words[8] ^ words[13] ^ words[18] ^ words[23]
        let parity4 = words[4] ^ words[9] ^ words[14] ^ words[19] ^ words[24]
        let mixed0 = parity4 ^ Self.rotated(parity1, 1)
        let mixed1 = parity0 ^ Self.rotated(parity2, 1)
        let mixed2 = parity1 ^ Self.rotated(parity3, 1)
        let mixed3 = parity2 ^ Self.rotated(parity4, 1)
        let mixed4 = parity3 ^ Self.rotated(parity0, 1)
        for row in stride(from: 0, to: 25, by: 5) {
            words[row] ^= mixed0
            words[row + 1] ^= mixed1
            words[row + 2] ^= mixed2
            words[row + 3] ^= mixed3
            words[row + 4] ^= mixed4
        }
    }

    /// The steps ρ and π.
    private func moveLanes() {
        var carried = words[1]
        for step in Self.steps {
            let replaced = words[step.lane]
            words[step.lane] = Self.rotated(carried, step.places)
            carried = replaced
        }
    }

    /// The step χ.
    private func mixRows() {
        for row in stride(from: 0, to: 25, by: 5) {
            let (first, second) = (words[row], words[row + 1])
            words[row] ^= ~second & words[row + 2]
            words[row + 1] ^= ~words[row + 2] & words[row + 3]
            words[row + 2] ^= ~words[row + 3] & words[row + 4]
            words[row + 3] ^= ~words[row + 4] & first
            words[row + 4] ^= ~first & second
        }
    }

    private func swapOnBigEndian() {
        for place in 0..<25 { words[place] = words[place].littleEndian }
    }

    private static func rotated(_ word: UInt64, _ places: UInt64) -> UInt64 {
        word &<< places | word &>> (64 &- places)
    }

    /// From lane (1, 0) on, lane (x, y) goes to (y, 2x + 3y), rotated by the triangular numbers.
    private static let steps: [(lane: Int, places: UInt64)] = {
        var (column, row) = (1, 0)
        return (1...24).map { turn in
            (column, row) = (row, (2 * column + 3 * row) % 5)
            return (lane: column + 5 * row, places: UInt64(turn * (turn + 1) / 2 % 64))
        }
    }()

    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808A, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808B, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008A, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000A,
        0x0000_0000_8000_808B, 0x8000_0000_0000_008B, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800A, 0x8000_0000_8000_000A,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}
