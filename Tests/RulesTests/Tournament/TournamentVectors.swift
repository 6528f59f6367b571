import Foundation

@testable import Rules

/// The published numbers of the reference system, from files beside the tests.
enum TournamentVectors {
    static let scoring = load("scoring")
    static let rounds = load("rounds")
    static let environmentGroups = load("environment-groups")

    private static func load(_ name: String) -> JSONValue {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/tournament")
        do {
            return try JSONValue(parsing: Data(contentsOf: folder.appendingPathComponent("\(name).json")))
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }
}

extension JSONValue {
    var members: [String: JSONValue] {
        guard case .object(let members) = self else { return [:] }
        return members
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    var texts: [String] { elements.compactMap(\.text) }
    var sizes: [Int] { elements.compactMap { $0.double.map { Int($0) } } }
}

/// Whether two numbers are the same to twelve digits.
func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-12 * max(1, abs(other))
}

extension TournamentPreset {
    static func shipped(_ name: String) -> TournamentPreset {
        do {
            return try named(name)
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }

    /// The rules of a type that the preset is known to have.
    func rules(_ type: TournamentType) -> TournamentRules {
        guard let rules = self[type] else { preconditionFailure("\(name) has no \(type.rawValue)") }
        return rules
    }

    /// The preset with faults of the reference system switched on.
    func with(_ quirks: TournamentQuirk...) -> TournamentPreset {
        var preset = self
        preset.quirks = quirks
        return preset
    }

    /// The presets by the names that the vectors have for them.
    static let byVectorName = [
        "guide2025 (seed 002)": shipped("god-2025"),
        "guide2026 (seed 004)": shipped("god-2026"),
        "code 2026-06-19 (c83bc13)": shipped("god-2026-code"),
    ]
}
