import Foundation
import Testing

@testable import Rules

@Suite struct RulesTableTests {
    @Test func everyKeyOfEveryPresetIsExplained() throws {
        var used: Set<String> = []
        for name in Preset.allNames {
            let keys = Self.keys(try JSONValue(encoding: Preset.named(name)))
            #expect(keys.filter { PresetGlossary.meaning(of: $0) == nil } == [])
            #expect(RulesTable(try Preset.named(name)).rows.map(\.key).sorted() == keys.sorted())
            used.formUnion(keys)
        }
        // Keys that no shipped preset has, and that presets may have all the same.
        let optional: Set = [
            "noise.drift", "noise.noise", "noise.slow_share", "noise.slow_by", "noise.wander", "noise.wander_runs",
            "fee.age_blocks",
        ]
        #expect(Set(PresetGlossary.entries.map(\.key)).subtracting(used).isSubset(of: optional))
    }

    /// Run `tiltyard rules show NAME --markdown > docs/rules/NAME.md` when this fails.
    @Test(arguments: Preset.allNames)
    func thePageIsTheOneInTheDocumentation(name: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/rules")
        let page = try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
        #expect(page == RulesTable(try Preset.named(name)).markdown)
    }

    private static func keys(_ value: JSONValue, _ path: String = "") -> [String] {
        let whole: Set = ["workload.config", "lint.forbid_keywords", "workload.weights", "workload.tokens"]
        guard case .object(let members) = value, !whole.contains(path) else { return [path] }
        return members.flatMap { keys($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }
}
