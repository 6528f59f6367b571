import Foundation

@testable import Rules

/// What the reference system makes of inputs by chance and at edges: `Fixtures/tournament/reference/make.py` writes it,
/// from the description of that system and not from this program.
enum ReferenceTable {
    private static let tables: JSONValue = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/tournament/reference.json")
        do {
            return try JSONValue(parsing: Data(contentsOf: file))
        } catch {
            preconditionFailure("reference.json: \(error)")
        }
    }()

    /// The rows of a table; a table that is missing or empty is a fault of the test.
    static func rows(_ name: String) -> [JSONValue] {
        let rows = tables[name]?.elements ?? []
        precondition(rows.count > 10, "\(name) has \(rows.count) rows")
        return rows
    }

    /// Rules that are asked for under a name of a table.
    static let presets = ["god-2025", "god-2026", "god-2026-code", "god-2026-09"].reduce(
        into: [String: TournamentPreset]()
    ) { $0[$1] = .shipped($1) }
}

extension JSONValue {
    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var int: Int? { double.flatMap { Int(exactly: $0) } }
    var moment: Moment? { int.map { Moment(Int64($0)) } }
    var isMissing: Bool { self == .null }

    /// A number, also one that is none: those are written as text.
    var anyNumber: Double? {
        switch text {
        case "nan": .nan
        case "inf": .infinity
        case "-inf": -.infinity
        default: double
        }
    }

    /// Numbers by name.
    var numbers: [String: Double] { members.compactMapValues(\.double) }

    /// Sizes that are written as runs of equal ones.
    var runs: [Int] {
        elements.flatMap { run in Array(repeating: run.elements.first?.int ?? 0, count: run.elements.last?.int ?? 0) }
    }

    /// A report as a table writes it: a number, nothing for one that has none, or `failed` for training that did.
    var report: Report {
        if text == "failed" { return .failed(.competitor) }
        return anyNumber.map(Report.score) ?? .samples([])
    }
}

/// Whether two tables of numbers have the same names and, to twelve digits, the same numbers.
func areClose(_ one: [String: Double], _ other: [String: Double]) -> Bool {
    one.count == other.count && one.allSatisfy { isClose($0.value, other[$0.key]) }
}
