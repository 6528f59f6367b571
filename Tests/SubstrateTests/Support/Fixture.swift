import Foundation
import Testing

@testable import Substrate

/// Vectors that were made by running other implementations; they lie beside the tests.
enum Fixture {
    static func json(_ name: String) throws -> RPCValue {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name).json"))
        return try RPCReader.value(Array(data))
    }

    /// Where recordings of a public network's metadata are, on machines that have them.
    static let recordings = ProcessInfo.processInfo.environment["TILTYARD_CHAIN_VECTORS"]

    static func recording(_ name: String) throws -> [UInt8] {
        let folder = try #require(recordings)
        return Array(try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name)))
    }
}

extension RPCValue {
    var elements: [RPCValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// A member's text, which has to be there.
    func text(_ name: String) throws -> String { try #require(self[name]?.text) }

    /// The bytes of a member with or without "0x".
    func hexadecimal(_ name: String) throws -> [UInt8] {
        let text = try text(name)
        return try Hexadecimal.bytes(text, prefix: text.hasPrefix("0x") ? "0x" : "")
    }
}

/// Numbers from a seed, the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}

/// The code that something is refused with, or nil when it is not.
func refusal<Value>(_ body: () throws -> Value) -> SubstrateError.Code? {
    do {
        _ = try body()
        return nil
    } catch let error as SubstrateError {
        return error.code
    } catch {
        Issue.record("an error of another kind: \(error)")
        return nil
    }
}
