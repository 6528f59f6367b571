/// A tournament preset as a page of tables.
package struct TournamentTable: Sendable {
    private let preset: TournamentPreset
    private let document: JSONValue

    /// Lays a preset out.
    ///
    /// - Parameter preset: The preset.
    package init(_ preset: TournamentPreset) {
        self.preset = preset
        do {
            document = try JSONValue(encoding: preset)
        } catch {
            preconditionFailure("a preset's numbers are finite, so it encodes: \(error)")
        }
    }

    /// The keys that hold for all types and that the preset has, with values as text.
    package var general: [(key: String, value: String, meaning: String)] {
        TournamentGlossary.general.compactMap { entry in
            document.value(at: entry.key).map { (entry.key, Self.text($0), entry.meaning) }
        }
    }

    /// The keys of types, with the value of each type as text; a dash where it has none.
    package var typed: [(key: String, values: [String], meaning: String)] {
        TournamentGlossary.typed.compactMap { entry in
            let values = preset.types.map { document.value(at: "\($0.rawValue).\(entry.key)") }
            guard values.contains(where: { $0 != nil }) else { return nil }
            return (entry.key, values.map { $0.map(Self.text) ?? "–" }, entry.meaning)
        }
    }

    /// The page about the preset, as it lies in `docs/rules`.
    package var markdown: String {
        let types = preset.types.map(\.rawValue)
        var lines = [
            "# `\(preset.name)`", "", preset.summary, "",
            "Made by `tiltyard tournament rules \(preset.name) --markdown`. Hash `\(preset.hash)`.", "",
            "## By type", "",
            "| Key | \(types.joined(separator: " | ")) | Meaning |",
            String(repeating: "|---", count: types.count + 2) + "|",
        ]
        lines += typed.map { "| `\($0.key)` | \($0.values.joined(separator: " | ")) | \($0.meaning) |" }
        lines += ["", "## For all types", "", "| Key | Value | Meaning |", "|---|---|---|"]
        lines += general.map { "| `\($0.key)` | \($0.value) | \($0.meaning) |" }
        if !preset.notes.isEmpty {
            lines += ["", "## Why", ""]
            lines += preset.notes.sorted { $0.key < $1.key }.map { "- `\($0.key)`: \($0.value)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Returns the keys in which another preset differs, for example to explain each.
    package func differences(from other: TournamentTable) -> [String] {
        let keys = Set(document.leaves().keys).union(other.document.leaves().keys)
        let (own, others) = (document.leaves(), other.document.leaves())
        return keys.filter { own[$0] != others[$0] && !$0.hasPrefix("notes") }.sorted()
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .array(let elements) where elements.isEmpty: return "none"
        case .array(let elements): return elements.map { $0.text ?? $0.canonicalText }.joined(separator: ", ")
        case .object(let members):
            return members.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.canonicalText)" }
                .joined(separator: ", ")
        case .string(let text): return text
        case .bool(let flag): return flag ? "yes" : "no"
        default: return value.canonicalText
        }
    }
}

extension JSONValue {
    /// All values that are no objects, by dotted path; an array is one value, and so is a mix of tasks.
    func leaves(_ path: String = "") -> [String: JSONValue] {
        guard case .object(let members) = self, !path.hasSuffix(".mix") else { return [path: self] }
        return members.reduce(into: [:]) { leaves, member in
            leaves.merge(member.value.leaves(path.isEmpty ? member.key : "\(path).\(member.key)")) { $1 }
        }
    }
}
