import Foundation
import Testing

@testable import Substrate

/// Vectors that lie beside the tests of `Substrate`.
enum Fixture {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A document of the project, made from the table.
    static func document(_ name: String) throws -> String {
        try String(
            contentsOf: tests.deletingLastPathComponent().appendingPathComponent("docs/\(name)"),
            encoding: .utf8
        )
    }

    static func json(_ name: String) throws -> RPCValue {
        let file = tests.appendingPathComponent("SubstrateTests/Fixtures/\(name).json")
        return try RPCReader.value(Array(try Data(contentsOf: file)))
    }
}
