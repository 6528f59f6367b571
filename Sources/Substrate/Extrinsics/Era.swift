/// How long an extrinsic may be included.
package enum Era: Sendable, Hashable {
    /// For ever, as long as its nonce is unused.
    case immortal
    /// For `period` blocks, from the last one whose number leaves the remainder `phase`.
    case mortal(period: UInt64, phase: UInt64)

    /// The shortest period, in blocks.
    package static let shortest: UInt64 = 4
    /// The longest period, in blocks.
    package static let longest: UInt64 = 65536

    /// Returns the era that begins at a block.
    ///
    /// - Parameters:
    ///   - block: The number of the newest block.
    ///   - period: For how many blocks; it is rounded up to a power of two from 4 to 65536. From 8192 on, the beginning is
    ///     rounded down to a multiple of a 4096th of the period.
    /// - Returns: The era.
    package static func mortal(at block: UInt64, period: UInt64) -> Era {
        var rounded = shortest
        while rounded < min(period, longest) { rounded *= 2 }
        let quantum = max(rounded >> 12, 1)
        return .mortal(period: rounded, phase: block % rounded / quantum * quantum)
    }

    /// Returns the number of the block in which the era begins, seen from a block within it.
    ///
    /// Its hash is signed.
    package func birth(at block: UInt64) -> UInt64 {
        guard case .mortal(let period, let phase) = self else { return 0 }
        return (max(block, phase) - phase) / period * period + phase
    }

    /// Returns the number of the first block in which it may no longer be included, seen from a block within it.
    package func death(at block: UInt64) -> UInt64 {
        guard case .mortal(let period, _) = self else { return .max }
        let (death, overflow) = birth(at: block).addingReportingOverflow(period)
        return overflow ? .max : death
    }
}

extension Era: ScaleCodable {
    /// Reads one byte or two.
    package init(from reader: inout ScaleReader) throws {
        let first = try reader.byte()
        guard first != 0 else {
            self = .immortal
            return
        }
        let packed = UInt64(first) | UInt64(try reader.byte()) << 8
        let period: UInt64 = 2 << (packed & 15)
        let phase = (packed >> 4) * max(period >> 12, 1)
        guard period >= Self.shortest, phase < period else {
            throw SubstrateError(.invalidEra, "an era of \(period) blocks with the phase \(phase)")
        }
        self = .mortal(period: period, phase: phase)
    }

    /// Writes one byte, or two for a mortal era.
    package func write(to writer: inout ScaleWriter) {
        guard case .mortal(let period, let phase) = self else {
            writer.byte(0)
            return
        }
        precondition(
            period.nonzeroBitCount == 1 && Self.shortest...Self.longest ~= period && phase < period,
            "a period is a power of two from 4 to 65536, a phase lies below it"
        )
        let quantum = max(period >> 12, 1)
        writer.integer(UInt16(period.trailingZeroBitCount - 1) | UInt16(phase / quantum) << 4)
    }
}
