import Arena
import Foundation
import Intake
import Judging
import Rules
import TestSupport
import Testing

@Suite(.serialized)
struct SandboxedInspectorTests {
    private func inspector() throws -> SandboxedInspector {
        let path = ProcessInfo.processInfo.environment["TILTYARD_VENV"] ?? ".venv"
        let mounts = try HarnessResource(environment: path).mounts
        return SandboxedInspector { try TestLauncher.start(mounts: mounts) }
    }

    private func file(_ path: String) throws -> Data {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try Data(contentsOf: root.appendingPathComponent(path))
    }

    @Test func findsWhatTheContestForbids() async throws {
        let inspector = try inspector()
        let preset = try Preset.named("crusade-mfu-2026")
        let honest = try await inspector.inspect(file("examples/crusade-mfu/faster.py"), preset: preset)
        #expect(honest.findings == [])
        let code = Data("import os\n".utf8) + (try file("examples/crusade-mfu/faster.py"))
        let report = try await inspector.inspect(code, preset: preset)
        #expect(report.findings.map(\.rule) == ["forbidden_module"])
        #expect(report.findings.first?.line == 1)
        #expect(report.sentence?.contains("os") == true)
        #expect(report.fingerprints.exact == CodeHash(of: code).text)
        #expect(report.fingerprints.normalised != honest.fingerprints.normalised)
    }

    @Test func aContestWithoutALintForbidsNothing() async throws {
        let inspector = try inspector()
        let code = Data("import os\nx = 1\n".utf8)
        #expect(try await inspector.inspect(code, preset: Preset.named("demo")).findings == [])
        let strict = try await inspector.inspect(code, preset: Preset.named("demo-mfu"))
        #expect(Set(strict.findings.map(\.rule)) == ["forbidden_module", "required_function"])
    }

    @Test func manyAtOnceAreLookedAtOneAfterAnother() async throws {
        let inspector = try inspector()
        let preset = try Preset.named("demo")
        let hashes = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 {
                let code = Data("x = \(number)\n".utf8)
                group.addTask { try await inspector.inspect(code, preset: preset).fingerprints.exact }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(hashes.count == 6)
    }

    struct Unparsable: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let code: IntakeError.Code
    }

    @Test(arguments: [
        Unparsable(testDescription: "no Python", text: "def inner_steps(:", code: .syntaxError),
        Unparsable(
            testDescription: "parentheses that are never closed",
            text: "x = " + String(repeating: "(", count: 50_000),
            code: .syntaxError
        ),
        Unparsable(testDescription: "another encoding", text: "# coding: utf-16\n", code: .notText),
        Unparsable(
            testDescription: "deep nesting",
            text: "x = " + String(repeating: "-", count: 100_000) + "1",
            code: .tooComplex
        ),
    ])
    func saysWhyTextCannotBeParsed(_ wanted: Unparsable) async throws {
        let inspector = try inspector()
        let preset = try Preset.named("demo")
        await #expect(throws: IntakeError(wanted.code, "")) {
            try await inspector.inspect(Data(wanted.text.utf8), preset: preset)
        }
    }

    @Test func aMachineWithoutSandboxesIsNotTheCompetitors() async throws {
        let inspector = SandboxedInspector { throw JobError("no launcher") }
        let preset = try Preset.named("demo")
        await #expect(throws: IntakeError(.lintFailed, "")) {
            try await inspector.inspect(Data("x".utf8), preset: preset)
        }
    }
}
