import Foundation
import Testing

@testable import Evidence
@testable import Rules

@Suite struct EvidenceReaderTests {
    private let log: TestLog

    init() throws { log = try TestLog.small() }

    private func code(_ data: Data, key: EvidenceKey? = nil) -> EvidenceProblem.Code? {
        do {
            _ = try EvidenceReader.read(data, key: key ?? log.key)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func aLogIsReadAsItWasWritten() throws {
        let entries = try EvidenceReader.read(log.data, key: log.key)
        #expect(entries == log.entries)
        #expect(TestLog.data(entries) == log.data)
        let audit = try EvidenceAudit(entries)
        #expect(audit.validator == log.key)
        #expect(audit.seededRuns == 9)
        #expect(audit.boards.values.first?.crown?.entry.submission == "s-000002")
    }

    /// A log that was written once must be readable for ever; the harness's tests read the same file in Python.
    @Test func anEarlierLogIsStillSound() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Fixtures/small.jsonl"
        )
        let entries = try EvidenceReader.read(Data(contentsOf: file), key: log.key)
        let summary = try EvidenceSummary(entries, key: log.key)
        #expect(summary.verdicts == 4 && summary.crowns == 2 && summary.seededRuns == 9)
    }

    @Test func aThousandChangesOfOneByteAreAllRefused() {
        let whole = [UInt8](log.data)
        var dice = SplitMix(seed: 20_261_121)
        var refused = 0
        for _ in 0..<1000 {
            var bytes = whole
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            bytes[place] ^= UInt8.random(in: 1...255, using: &dice)
            if code(Data(bytes)) != nil { refused += 1 }
        }
        #expect(refused == 1000)
    }

    /// Every place where a line ends, and every byte of hashes, signatures and numbers of the last line.
    @Test func changesOfEndsAndSealsAreRefused() {
        let whole = [UInt8](log.data)
        let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
        let last = ends[ends.count - 2] + 1
        for (number, place) in (ends + (last..<whole.count)).enumerated() {
            // The case of a letter, and its neighbour, by turns.
            var bytes = whole
            bytes[place] ^= number.isMultiple(of: 2) ? 0x20 : 0x01
            #expect(code(Data(bytes)) != nil, "byte \(place)")
        }
    }

    struct Spelling: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var change: @Sendable (String) -> String
    }

    @Test(arguments: [
        Spelling(testDescription: "a blank") { $0.replacing("\"kind\":", with: "\"kind\": ", maxReplacements: 1) },
        Spelling(testDescription: "a fraction") { $0.replacing("\"format\":2,", with: "\"format\":2.0,") },
        Spelling(testDescription: "a key twice") { $0.replacing("{\"body\"", with: "{\"kind\":\"x\",\"body\"") },
        Spelling(testDescription: "an escape") { $0.replacing("\"opened\"", with: "\"\\u006fpened\"") },
        Spelling(testDescription: "a key more") { $0.replacing("{\"body\"", with: "{\"a\":1,\"body\"") },
        Spelling(testDescription: "a carriage return") { $0.replacing("}\n", with: "}\r\n", maxReplacements: 1) },
        Spelling(testDescription: "an empty line") { $0.replacing("}\n", with: "}\n\n", maxReplacements: 1) },
        Spelling(testDescription: "a mark of order") { "\u{FEFF}" + $0 },
    ])
    func anotherSpellingIsRefused(_ spelling: Spelling) {
        let text = String(decoding: log.data, as: UTF8.self)
        let changed = spelling.change(text)
        #expect(changed != text)
        #expect(code(Data(changed.utf8)) == .notCanonical)
    }

    @Test func upperCaseDigitsAreRefused() throws {
        let entry = log.entries[0]
        let text = String(decoding: log.data, as: UTF8.self)
        #expect(code(Data(text.replacing(entry.signature, with: entry.signature.uppercased()).utf8)) == .badSignature)
        #expect(
            code(Data(text.replacing("\"hash\":\"\(entry.hash)", with: "\"hash\":\"\(entry.hash.uppercased())").utf8))
                == .changed
        )
    }

    @Test func orderMatters() {
        var swapped = log.entries
        swapped.swapAt(3, 4)
        #expect(code(TestLog.data(swapped)) == .outOfOrder)
        var dropped = log.entries
        dropped.remove(at: 3)
        #expect(code(TestLog.data(dropped)) == .missing)
        #expect(code(TestLog.data(Array(log.entries.dropFirst()))) == .missing)
        var doubled = log.entries
        doubled.insert(doubled[3], at: 4)
        #expect(code(TestLog.data(doubled)) == .twice)
        #expect(code(TestLog.data(log.entries + [log.entries[2]])) == .twice)
    }

    @Test func anotherKeyIsRefused() throws {
        let other = try TestLog.small(seed: 8)
        #expect(code(other.data) == .wrongKey)
        #expect(code(log.data, key: other.key) == .wrongKey)
        // A log that names our key and was signed by another.
        let forged = try other.resealed { $0[0].body = log.entries[0].body }
        #expect(code(TestLog.data(forged)) == .badSignature)
    }

    @Test func entriesOfAnotherLogOfTheSameKeyAreRefused() throws {
        let other = try log.resealed { $0[2].body = log.entries[3].body }
        #expect(code(TestLog.data(Array(log.entries[..<5]) + other[5...])) == .brokenChain)
    }

    @Test func aLogThatIsCutIsRefused() throws {
        #expect(code(Data()) == .empty)
        let end = log.data.count
        for place in [1, end / 2, end - 1] {
            #expect(code(log.data.prefix(place)) == .cut, "after \(place) bytes")
        }
        // At the end of a line nobody can tell; only the hash of the last entry does.
        let shorter = TestLog.data(Array(log.entries.dropLast()))
        #expect(code(shorter) == nil)
        #expect(log.entries.dropLast().contains { $0.hash == log.entries.last?.hash } == false)
    }
}
