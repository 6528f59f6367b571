import Foundation
import Testing

@testable import Rules

@Suite struct PresetTests {
    private static func demoObject() throws -> [String: JSONValue] {
        guard case .object(let members) = try JSONValue(encoding: Preset.named("demo")) else {
            Issue.record("a preset is an object")
            return [:]
        }
        return members
    }

    private static func decode(_ members: [String: JSONValue]) throws -> Preset {
        try Preset.decode(Data(JSONValue.object(members).canonicalText.utf8))
    }

    /// Returns the demo preset with one member of one group replaced.
    private static func demo(group: String, key: String, value: JSONValue) throws -> [String: JSONValue] {
        var members = try demoObject()
        guard case .object(var inner)? = members[group] else { return members }
        inner[key] = value
        members[group] = .object(inner)
        return members
    }

    @Test func readsTheDemoPreset() throws {
        let preset = try Preset.named("demo")
        #expect(Preset.allNames.contains("demo"))
        #expect(preset.name == "demo")
        #expect(preset.contract == .crusadeTPS)
        #expect(preset.metric == .tps)
        #expect(preset.workload.epsilon == 1e-8)
        #expect(preset.workload.tokens(steps: preset.steps) == 20 * 8 * 128)
        #expect(preset.contestant.memory == ByteCount(2_147_483_648))
        #expect(preset.intake.fetchTime.duration == .seconds(20))
        #expect(preset.verification.projection.contains(1))
        #expect(preset.crown == CrownRule(fraction: 0.01))
        #expect(preset.environmentGate == EnvironmentGate(mode: .warn))
    }

    @Test func refusesAnUnknownName() {
        #expect(throws: PresetError.unknownName("../demo")) { try Preset.named("../demo") }
    }

    @Test func namesAnUnknownKey() throws {
        let members = try Self.demo(group: "workload", key: "widht", value: .integer(1))
        #expect(throws: PresetError.unknownKey("workload.widht")) { try Self.decode(members) }
    }

    @Test func namesAMissingKey() throws {
        var members = try Self.demoObject()
        members["runs"] = nil
        #expect(throws: PresetError.missingKey("runs")) { try Self.decode(members) }
    }

    struct WrongValue: CustomTestStringConvertible {
        let group: String
        let key: String
        let value: JSONValue
        let expected: PresetError
        var testDescription: String { "\(group).\(key) = \(value.canonicalText)" }
    }

    @Test(arguments: [
        WrongValue(
            group: "workload",
            key: "width",
            value: .string("wide"),
            expected: .wrongValue(key: "workload.width", value: "\"wide\"")
        ),
        WrongValue(
            group: "workload",
            key: "precision",
            value: .string("fp8"),
            expected: .wrongValue(key: "workload.precision", value: "\"fp8\"")
        ),
        WrongValue(
            group: "workload",
            key: "layers",
            value: .number(1.5),
            expected: .wrongValue(key: "workload.layers", value: "1.5")
        ),
        WrongValue(
            group: "contestant",
            key: "memory_bytes",
            value: .number(1.5),
            expected: .wrongValue(key: "contestant.memory_bytes", value: "1.5")
        ),
        WrongValue(
            group: "verification",
            key: "projection",
            value: .array([.number(0.9), .number(1.1), .number(1.2)]),
            expected: .wrongValue(key: "verification.projection.2", value: "1.2")
        ),
        WrongValue(
            group: "workload",
            key: "heads",
            value: .integer(3),
            expected: .outOfRange(key: "workload.heads", value: "3", rule: "it must divide the width")
        ),
        WrongValue(
            group: "crown",
            key: "decay",
            value: .number(0.05),
            expected: .outOfRange(key: "crown.decay", value: "0.05", rule: "only an adaptive rule decays")
        ),
        WrongValue(
            group: "crown",
            key: "rule",
            value: .string("adaptive"),
            expected: .outOfRange(
                key: "crown.decay",
                value: "missing",
                rule: "an adaptive rule needs a share between 0 and 1"
            )
        ),
        WrongValue(
            group: "crown",
            key: "rule",
            value: .string("title-match"),
            expected: .outOfRange(
                key: "crown.match",
                value: "missing",
                rule: "a title-match rule needs it, and no other has it"
            )
        ),
        WrongValue(
            group: "schedule",
            key: "commit_interval_blocks",
            value: .integer(0),
            expected: .outOfRange(
                key: "schedule.commit_interval_blocks",
                value: "0",
                rule: "it must be from 1 to 1048576"
            )
        ),
        WrongValue(
            group: "intake",
            key: "copies",
            value: .string("sloppy"),
            expected: .wrongValue(key: "intake.copies", value: "\"sloppy\"")
        ),
        WrongValue(
            group: "schedule",
            key: "reveal_blocks",
            value: .integer(0),
            expected: .outOfRange(
                key: "schedule.reveal_blocks",
                value: "0",
                rule: "it must be from 1 to 1048576"
            )
        ),
        WrongValue(
            group: "verification",
            key: "projection",
            value: .array([.number(1.1), .number(1.2)]),
            expected: .outOfRange(
                key: "verification.projection",
                value: "[1.1, 1.2]",
                rule: "it must contain 1, the exact projection"
            )
        ),
    ])
    func namesKeyAndValue(_ wrong: WrongValue) throws {
        let members = try Self.demo(group: wrong.group, key: wrong.key, value: wrong.value)
        #expect(throws: wrong.expected) { try Self.decode(members) }
    }

    @Test func aContractWithoutOptimizerHasNoMoments() throws {
        var preset = try Preset.named("demo")
        preset.contract = .tournamentV0
        let expected = PresetError.outOfRange(
            key: "verification.first_moment_error",
            value: "\(try #require(preset.verification.firstMomentError))",
            rule: "tournament-v0 hands no optimizer back"
        )
        #expect(throws: expected) { try preset.validate() }
        preset.verification.firstMomentError = nil
        preset.verification.secondMomentError = nil
        preset.verification.tensorFirstMomentError = nil
        try preset.validate()
    }

    @Test func hashesTheRulesAndNotTheirLayout() throws {
        let preset = try Preset.named("demo")
        let spaced = Data(("  \n" + preset.canonicalText + "\n").utf8)
        #expect(try Preset.decode(spaced).hash == preset.hash)
        #expect(CodeHash(preset.hash)?.isWhole == true)
        var other = preset
        other.steps += 1
        #expect(other.hash != preset.hash)
    }

    @Test func roundTripsThroughItsCanonicalText() throws {
        let preset = try Preset.named("demo")
        #expect(try Preset.decode(Data(preset.canonicalText.utf8)) == preset)
    }
}
