import Foundation
import Testing

@testable import Rules

@Suite struct TournamentPresetTests {
    static let names = ["god-2025", "god-2026", "god-2026-09", "god-2026-code", "tournament-open"]

    @Test func theseShip() {
        #expect(TournamentPreset.allNames == Self.names)
        #expect(!Preset.allNames.contains("god-2026"))
    }

    @Test(arguments: names)
    func hasItsOwnNameAndNoFaults(name: String) throws {
        let preset = try TournamentPreset.named(name)
        #expect(preset.name == name)
        #expect(preset.quirks.isEmpty)
        let again = try TournamentPreset.decode(Data(preset.canonicalText.utf8))
        #expect(again == preset)
        #expect(again.hash == preset.hash)
        #expect(preset.hash.count == 64)
    }

    @Test func readsTheNumbersOfTheGuideOf2026() throws {
        let preset = try TournamentPreset.named("god-2026")
        #expect(preset.types == [.text, .image, .environment])
        #expect(TournamentType.allCases.map { preset[$0]?.fee } == [250_000_000, 200_000_000, 250_000_000])
        #expect(TournamentType.allCases.map { preset[$0]?.minimumField } == [8, 8, 5])
        #expect(TournamentType.allCases.map { preset[$0]?.pool.base } == [0.15, 0.125, 0.15])
        #expect(TournamentType.allCases.map { preset[$0]?.pool.most } == [0.48, 0.32, 0.16])
        #expect(preset.text?.boss.tasks.count == 6)
        #expect(preset.environment?.boss.tasks.count == 3)
        #expect(preset.text?.groups.above == 14)
    }

    @Test func everyNoteIsAboutAKeyThatIsThere() throws {
        for name in Self.names {
            let preset = try TournamentPreset.named(name)
            let document = try JSONValue(encoding: preset)
            for key in preset.notes.keys { #expect(document.value(at: key) != nil, "\(name): \(key)") }
        }
    }

    @Test func everyDifferenceOfOurOwnRulesIsExplained() throws {
        let own = TournamentTable(try .named("tournament-open"))
        let notes = try TournamentPreset.named("tournament-open").notes.keys
        let differences = own.differences(from: TournamentTable(try .named("god-2026")))
        let plain = ["name", "summary"]
        let unexplained = differences.filter { key in
            !plain.contains(key) && !notes.contains { key == $0 || key.hasPrefix($0 + ".") }
        }
        #expect(unexplained == [])
        #expect(differences.count > plain.count)
    }

    @Test func everyKeyOfEveryPresetHasAMeaning() throws {
        let general = Set(TournamentGlossary.general.map(\.key))
        let typed = Set(TournamentGlossary.typed.map(\.key))
        var used: Set<String> = []
        for name in Self.names {
            for key in try JSONValue(encoding: TournamentPreset.named(name)).leaves().keys {
                if ["name", "summary"].contains(key) || key.hasPrefix("notes") { continue }
                let type = TournamentType.allCases.first { key.hasPrefix("\($0.rawValue).") }
                let plain = type.map { String(key.dropFirst($0.rawValue.count + 1)) } ?? key
                used.insert(plain)
                #expect((type == nil ? general : typed).contains(plain), "\(name): \(key)")
            }
        }
        #expect(general.union(typed).subtracting(used) == [])
    }

    /// Run `tiltyard tournament rules NAME --markdown > docs/rules/NAME.md` when this fails.
    @Test(arguments: names)
    func thePageIsTheOneInTheDocumentation(name: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/rules")
        let page = try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
        #expect(page == TournamentTable(try .named(name)).markdown)
    }

    struct Wrong: CustomTestStringConvertible {
        let path: String
        let value: JSONValue
        var error: PresetError?
        var testDescription: String { "\(path) = \(value.canonicalText)" }
    }

    @Test(arguments: [
        Wrong(path: "text.feee_rao", value: .integer(1), error: .unknownKey("text.feee_rao")),
        Wrong(path: "text.fee_rao", value: .string("much"), error: .wrongValue(key: "text.fee_rao", value: "\"much\"")),
        Wrong(path: "text.fee_rao", value: .integer(-1)),
        Wrong(path: "quirks", value: .array([.string("all")])),
        Wrong(path: "text.minimum_field", value: .integer(0)),
        Wrong(path: "text.start.hour", value: .integer(24)),
        Wrong(path: "text.start.gap_seconds", value: .integer(60)),
        Wrong(path: "text.groups.advance", value: .integer(16)),
        Wrong(path: "text.groups.size", value: .integer(1)),
        Wrong(path: "text.groups.mix", value: .object(["instruct": .number(0.5)])),
        Wrong(path: "text.groups.mix", value: .object(["poetry": .integer(1)])),
        Wrong(path: "text.boss.tasks", value: .array([])),
        Wrong(path: "text.boss.count", value: .integer(1)),
        Wrong(path: "text.boss.threshold.base", value: .integer(2)),
        Wrong(path: "text.boss.threshold.least", value: .number(0.06)),
        Wrong(path: "text.pool.most", value: .number(0.9)),
        Wrong(path: "text.environments", value: .object(["names": .array([.string("x")]), "per_round": .integer(1)])),
        Wrong(path: "environment.groups.above", value: .integer(5)),
        Wrong(path: "payout.rank_decay", value: .integer(1)),
        Wrong(path: "payout.participation", value: .integer(1)),
        Wrong(path: "payout.decay.per_day", value: .integer(-1)),
        Wrong(path: "retries.task", value: .integer(1000)),
        Wrong(path: "registration.patience_seconds", value: .number(1e300)),
        Wrong(path: "training.processors.limits", value: .array([.integer(4), .integer(3), .integer(40)])),
    ])
    func refusesNumbersThatMakeNoSense(wrong: Wrong) throws {
        let document = try JSONValue(encoding: TournamentPreset.named("god-2026")).setting(wrong.value, at: wrong.path)
        let error = #expect(throws: PresetError.self) {
            try TournamentPreset.decode(Data(document.canonicalText.utf8))
        }
        if let expected = wrong.error { #expect(error == expected) }
    }
}
