import Testing

@testable import Substrate

@Suite struct DynamicTests {
    private struct Types {
        let chain: TestChain
        let record: TypeID
        let bits: TypeID
        let row: TypeID
        let all: TypeID

        init() {
            var chain = TestChain()
            let record = chain.record([("number", chain.primitive(.u32)), ("name", chain.primitive(.str))], ["Record"])
            let order = chain.add(.composite([]), ["bitvec", "order", "Msb0"])
            let lowest = chain.add(.composite([]), ["bitvec", "order", "Lsb0"])
            let bits = chain.add(.bits(store: chain.primitive(.u16), order: order))
            let row = chain.add(.bits(store: chain.primitive(.u8), order: lowest))
            var parts: [TypeID] = []
            for primitive in PrimitiveType.allCases where primitive != .i256 {
                parts.append(chain.primitive(primitive))
            }
            parts += [record, bits, row]
            parts.append(chain.option(chain.compact(.u128)))
            parts.append(chain.sequence(record))
            parts += [chain.bytes(3), chain.account]
            all = chain.add(.tuple(parts))
            self.chain = chain
            self.record = record
            self.bits = bits
            self.row = row
        }
    }

    private static func value(_ types: Types) -> DynamicValue {
        let record = DynamicValue.record([.init("number", .unsigned(7)), .init("name", .text("ö"))])
        return .list([
            .bool(true), .character("𝄞"), .text("text"),
            .unsigned(255), .unsigned(65535), .unsigned(1), .unsigned(2), .unsigned(.max),
            .wide(UInt256(high: 1, low: 2)),
            .signed(-128), .signed(-2), .signed(3), .signed(-4), .signed(.min),
            record, .bits([true, false, true]), .bits((0..<17).map { $0 % 3 == 0 }),
            .variant("Some", .list([.unsigned(1 << 100)])), .list([record, record]), .bytes([1, 2, 3]),
            .bytes([UInt8](repeating: 9, count: 32)),
        ])
    }

    @Test func valuesOfAllTypesComeBack() throws {
        let types = Types()
        let value = Self.value(types)
        let bytes = try types.chain.registry.encode(value, as: types.all)
        #expect(try types.chain.registry.decode(types.all, bytes) == value)
        for count in 0..<bytes.count {
            #expect(refusal { try types.chain.registry.decode(types.all, Array(bytes.prefix(count))) } == .truncated)
        }
        #expect(refusal { try types.chain.registry.decode(types.all, bytes + [0]) } == .trailingBytes)
    }

    /// What is read from damaged bytes is written as it was.
    @Test func damagedValuesAreRefusedOrWrittenBack() throws {
        let types = Types()
        let bytes = try types.chain.registry.encode(Self.value(types), as: types.all)
        for place in bytes.indices {
            for bit: UInt8 in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << bit
                guard let value = try? types.chain.registry.decode(types.all, damaged) else { continue }
                // Bits behind the last one of a row are not kept.
                let again = try types.chain.registry.encode(value, as: types.all)
                #expect(try types.chain.registry.decode(types.all, again) == value)
            }
        }
    }

    @Test func bitsLieAsTheirOrderSays() throws {
        let types = Types()
        let registry = types.chain.registry
        #expect(try registry.encode(.bits([true, false, false, true]), as: types.row) == [16, 0b1001])
        #expect(try registry.encode(.bits([true, false, false, true]), as: types.bits) == [16, 0, 0b1001_0000])
        #expect(refusal { try registry.decode(types.row, [3, 0xFF, 0xFF, 0xFF, 0xFF]) } == .truncated)
    }

    @Test func fieldsMayBeGivenByNameOrByPlace() throws {
        let types = Types()
        let registry = types.chain.registry
        let byName = DynamicValue.record([.init("name", .text("a")), .init("number", .unsigned(1))])
        let bytes = try registry.encode(.list([.unsigned(1), .text("a")]), as: types.record)
        #expect(try registry.encode(byName, as: types.record) == bytes)
        #expect(byName["name"] == .text("a") && byName[1] == .unsigned(1) && byName["other"] == nil && byName[2] == nil)
    }

    @Test func whatDoesNotFitIsRefusedWithItsPlace() throws {
        let types = Types()
        let registry = types.chain.registry
        let cases: [(DynamicValue, String)] = [
            (.list([.unsigned(1 << 32), .text("")]), "call.number is 4294967296, which UInt32 does not hold"),
            (.list([.unsigned(1)]), "call has 1 parts, its type has 2"),
            (.record([.init("number", .unsigned(1)), .init("nam", .text(""))]), "call lacks 'name'"),
            (.bool(true), "call does not fit fields"),
            (.list([.text(""), .text("")]), "call.number does not fit u32"),
        ]
        for (value, message) in cases {
            let error = #expect(throws: SubstrateError(.typeMismatch, "")) {
                try registry.encode(value, as: types.record, at: "call")
            }
            #expect(error?.message == message)
        }
        #expect(refusal { try registry.encode(.bool(true), as: TypeID(999)) } == .unknownType)
    }

    /// A few bytes that claim very many values, and types that unfold into very many, all of no bytes.
    @Test func bombsAreRefused() throws {
        var chain = TestChain()
        let many = chain.sequence(chain.unit)
        #expect(refusal { try chain.registry.decode(many, [3, 0xFF, 0xFF, 0xFF, 0xFF]) } == .tooLarge)
        #expect(try chain.registry.decode(many, [8]) == .list([.list([]), .list([])]))
        let records = chain.sequence(chain.primitive(.u64))
        #expect(refusal { try chain.registry.decode(records, [3, 0xFF, 0xFF, 0xFF, 0xFF]) } == .truncated)
        var type = chain.unit
        for _ in 0..<40 { type = chain.add(.tuple([type, type])) }
        #expect(refusal { try chain.registry.decode(type, []) } == .tooLarge)
        let wide = chain.add(.array(length: .max, element: chain.unit))
        #expect(refusal { try chain.registry.decode(wide, []) } == .tooLarge)
    }

    /// A type that contains itself, as calls that carry calls do.
    @Test func deepNestingIsRefused() throws {
        var chain = TestChain()
        let own = TypeID(UInt32(chain.registry.types.count))
        let cases = [
            VariantDescription("end", index: 0),
            VariantDescription("more", index: 1, fields: [FieldDescription(nil, own)]),
        ]
        let added = chain.add(.variant(cases))
        #expect(added == own)
        func bytes(_ depth: Int) -> [UInt8] { [UInt8](repeating: 1, count: depth) + [0] }
        #expect(try chain.registry.decode(own, bytes(3))[0]?[0]?[0] == .variant("end"))
        #expect(refusal { try chain.registry.decode(own, bytes(100_000)) } == .tooLarge)
        let loop = TypeID(UInt32(chain.registry.types.count))
        _ = chain.add(.tuple([loop]))
        #expect(refusal { try chain.registry.decode(loop, []) } == .tooLarge)
        let compact = chain.add(.compact(loop))
        #expect(refusal { try chain.registry.decode(compact, [0]) } == .tooLarge)
    }

    @Test func unknownCasesAreRefused() throws {
        let metadata = TestChain.v14
        let type = try #require(try metadata.pallet("Balances").calls)
        #expect(refusal { try metadata.registry.decode(type, [9]) } == .malformedScale)
        #expect(refusal { try metadata.registry.encode(.variant("burn"), as: type) } == .unknownName)
    }

    @Test func eventsOfABlockAreRead() throws {
        let metadata = TestChain.v14
        let events = try metadata.storageEntry("System", "Events").value
        let bytes: [UInt8] = [8, 0, 4, 1, 1, 3, 7, 2, 0, 0, 0, 4, 0]
        let value = try metadata.registry.decode(events, bytes)
        let failure = try #require(value[1])
        #expect(failure.caseName == "ExtrinsicFailed")
        let module = try #require(failure["error"]?[0])
        #expect(module["index"]?.number() == UInt8(7))
        #expect(module["error"]?.byteString == [2, 0, 0, 0])
    }
}
