import Testing

@testable import Substrate

@Suite struct ScaleTests {
    @Test func vectorsOfAnotherImplementationAreWrittenTheSame() throws {
        for vector in try #require(try Fixture.json("ss58_scale")["scale"]).elements {
            let bytes = try vector.hexadecimal("hex")
            let value = try #require(vector["value"])
            switch try vector.text("type") {
            case "Compact<u32>", "Compact<u64>", "Compact<u128>":
                let number = try #require(value.number(UInt64.self))
                #expect(Compact(number).scale == bytes)
                #expect(try Compact<UInt64>(scale: bytes).number == number)
            case "Vec<u16>":
                let numbers = try value.elements.map { try #require($0.number(UInt16.self)) }
                #expect(numbers.scale == bytes)
                #expect(try [UInt16](scale: bytes) == numbers)
            case "Option<u64>":
                #expect(value.number(UInt64.self).scale == bytes)
                #expect(try UInt64?(scale: bytes) == value.number())
            case "bool": #expect(try Bool(scale: bytes) && true.scale == bytes)
            case "String": #expect(try String(scale: bytes) == value.text && value.text?.scale == bytes)
            case "Bytes":
                let content = try value.bytes()
                #expect(ScaleWriter.bytes { $0.byteString(content) } == bytes)
            case "Era":
                let era = value["period"].flatMap { $0.number(UInt64.self) }.map { period in
                    Era.mortal(at: value["current"]?.number() ?? 0, period: period)
                }
                #expect((era ?? .immortal).scale == bytes)
                #expect(try Era(scale: bytes) == era ?? .immortal)
            case let type: Issue.record("no such type: \(type)")
            }
        }
    }

    /// Every length of the compact form, at both ends.
    @Test(arguments: [
        0, 1, 63, 64, 16383, 16384, 1 << 30 - 1, 1 << 30, UInt128(UInt32.max), UInt128(UInt64.max), 1 << 64,
        1 << 120, .max,
    ])
    func compactNumbersComeBack(_ number: UInt128) throws {
        let bytes = Compact(number).scale
        #expect(try Compact<UInt128>(scale: bytes).number == number)
        for count in 0..<bytes.count {
            #expect(refusal { try Compact<UInt128>(scale: Array(bytes.prefix(count))) } == .truncated)
        }
        #expect(refusal { try Compact<UInt128>(scale: bytes + [0]) } == .trailingBytes)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: SubstrateError.Code

        init(_ description: String, _ bytes: [UInt8], _ code: SubstrateError.Code) {
            testDescription = description
            self.bytes = bytes
            self.code = code
        }
    }

    @Test(arguments: [
        Refused("63 in two bytes", [0xFD, 0x00], .malformedScale),
        Refused("0 in four bytes", [2, 0, 0, 0], .malformedScale),
        Refused("16383 in four bytes", [0xFE, 0xFF, 0, 0], .malformedScale),
        Refused("2^30 - 1 in the long form", [3, 0xFF, 0xFF, 0xFF, 0x3F], .malformedScale),
        Refused("a long form with a zero at its end", [7, 0, 0, 0, 0x40, 0], .malformedScale),
        Refused("17 bytes", [0x37] + [UInt8](repeating: 1, count: 17), .tooLarge),
        Refused("67 bytes", [0xFF] + [UInt8](repeating: 1, count: 67), .tooLarge),
        Refused("more than 64 bits", [0x17] + [UInt8](repeating: 1, count: 9), .tooLarge),
    ])
    func otherCompactFormsAreRefused(_ refused: Refused) {
        #expect(refusal { try Compact<UInt64>(scale: refused.bytes) } == refused.code)
    }

    /// Lengths of up to four thousand million with nothing behind them.
    @Test func hostileLengthsAreRefusedAtOnce() {
        let most: [UInt8] = [3, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(refusal { try [UInt8](scale: most) } == .truncated)
        #expect(refusal { try [[[UInt64]]](scale: most) } == .truncated)
        #expect(refusal { try String(scale: most) } == .truncated)
        #expect(refusal { try [UInt8](scale: [7, 0, 0, 0, 0, 1]) } == .tooLarge)
    }

    @Test func fixedWidthsComeBack() throws {
        func check<Number: FixedWidthInteger & ScaleCodable>(_ type: Number.Type) throws {
            for number in [Number.min, 0, 1, 42, Number.max] {
                #expect(number.scale.count == Number.bitWidth / 8)
                #expect(try Number(scale: number.scale) == number)
            }
            #expect(refusal { try Number(scale: Array(Number.max.scale.dropLast())) } == .truncated)
        }
        try check(UInt8.self)
        try check(UInt16.self)
        try check(UInt32.self)
        try check(UInt64.self)
        try check(UInt128.self)
        try check(Int8.self)
        try check(Int16.self)
        try check(Int32.self)
        try check(Int64.self)
        try check(Int128.self)
        #expect(UInt32(1).scale == [1, 0, 0, 0])
        #expect(Int16(-2).scale == [0xFE, 0xFF])
    }

    @Test func wideNumbersComeBackAndArePrinted() throws {
        let most = UInt256(high: .max, low: .max)
        #expect(most.description == "115792089237316195423570985008687907853269984665640564039457584007913129639935")
        #expect(UInt256(high: 1, low: 0).description == "340282366920938463463374607431768211456")
        #expect(UInt256(low: 7).description == "7")
        #expect(try UInt256(scale: most.scale) == most)
        #expect(UInt256(high: 1, low: 0) > UInt256(low: .max))
        #expect(UInt256(low: 258).scale.prefix(3) == [2, 1, 0])
    }

    @Test func otherTruthsOptionsAndTextsAreRefused() {
        #expect(refusal { try Bool(scale: [2]) } == .malformedScale)
        #expect(refusal { try UInt8?(scale: [2, 0]) } == .malformedScale)
        #expect(refusal { try String(scale: [8, 0xC3, 0x28]) } == .malformedScale)
        #expect(refusal { try String(scale: [12, 0xED, 0xA0, 0x80]) } == .malformedScale)
    }

    @Test func hexadecimalTextIsStrict() throws {
        #expect(try Hexadecimal.bytes("0x00fFAb") == [0, 255, 171])
        #expect(Hexadecimal.text([0, 255, 171]) == "0x00ffab")
        for text in ["", "00", "0x0", "0x0g", "0X00", "0x 0", "0x٠٠"] {
            #expect(refusal { try Hexadecimal.bytes(text) } == .malformedHexadecimal)
        }
    }
}
