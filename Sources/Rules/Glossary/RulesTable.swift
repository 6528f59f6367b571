/// A preset as a table of its keys.
package struct RulesTable: Sendable {
    /// One key of a preset.
    package struct Row: Sendable, Hashable, Codable {
        /// The dotted path.
        package let key: String
        /// The value as JSON.
        package let value: JSONValue
        /// What it means.
        package let meaning: String
    }

    /// The keys that the preset has, in the glossary's order.
    package let rows: [Row]
    private let preset: Preset

    /// Lays a preset out.
    ///
    /// - Parameter preset: The preset.
    package init(_ preset: Preset) {
        self.preset = preset
        let document: JSONValue
        do {
            document = try JSONValue(encoding: preset)
        } catch {
            preconditionFailure("a preset's numbers are finite, so it encodes: \(error)")
        }
        rows = PresetGlossary.entries.compactMap { entry in
            document.value(at: entry.key).map { Row(key: entry.key, value: $0, meaning: entry.meaning) }
        }
    }

    /// The page about the preset, as it lies in `docs/rules`.
    package var markdown: String {
        let table = rows.filter { !["name", "summary"].contains($0.key) }
            .map { "| `\($0.key)` | \(Self.text($0.value)) | \(Self.escaped($0.meaning)) |" }
        let lines = [
            "# `\(preset.name)`", "", preset.summary, "",
            "Made by `tiltyard rules show \(preset.name) --markdown`. Hash `\(preset.hash)`.", "",
            "**Contract.** `\(preset.contract.rawValue)`: \(preset.contract.summary).", "",
            calibration, "", "| Key | Value | Meaning |", "|---|---|---|",
        ]
        return (lines + table).joined(separator: "\n") + "\n"
    }

    private var calibration: String {
        guard preset.verification.calibration == nil else {
            return "The limits of verification come from a calibration of this very workload."
        }
        return
            "The limits of verification were taken over from another model of the same precision class: this workload "
            + "has not been calibrated. Run `tiltyard calibrate \(preset.name)` on the machine that will judge before "
            + "anybody is paid by these rules."
    }

    private static func text(_ value: JSONValue) -> String {
        guard case .array(let elements) = value else { return "`\(escaped(value.canonicalText))`" }
        if elements.isEmpty { return "none" }
        return elements.map { "`\(escaped($0.canonicalText))`" }.joined(separator: ", ")
    }

    private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension JSONValue {
    /// Returns what lies at a dotted path, or nil when there is nothing.
    func value(at path: String) -> JSONValue? {
        var value = self
        for part in path.split(separator: ".") {
            guard case .object(let members) = value, let next = members[String(part)] else { return nil }
            value = next
        }
        return value
    }

    /// Returns a copy in which something lies at a dotted path.
    func setting(_ new: JSONValue, at path: String) -> JSONValue {
        guard let first = path.split(separator: ".", maxSplits: 1).first.map(String.init) else { return new }
        let rest = String(path.dropFirst(first.count + 1))
        var members: [String: JSONValue] = [:]
        if case .object(let own) = self { members = own }
        members[first] = (members[first] ?? .object([:])).setting(new, at: rest)
        return .object(members)
    }
}
