import Foundation
import Subprocess
import SystemPackage
import Testing

@testable import tiltyard

/// `docs/commands.md` against the program.
@Suite struct CommandsDocumentTests {
    private static func document() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        return try String(contentsOf: root.appendingPathComponent("docs/commands.md"), encoding: .utf8)
    }

    /// The cells of the table whose first heading is this one.
    private static func table(_ heading: String) throws -> [[String]] {
        let lines = try document().split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.drop { !$0.hasPrefix("| \(heading) |") }.prefix { $0.hasPrefix("|") }.dropFirst(2)
        return rows.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }

    /// Every command without commands of its own, as it is typed.
    private func leaves(_ command: [String: Any], _ path: [String]) -> [String] {
        guard command["shouldDisplay"] as? Bool == true else { return [] }
        let below = (command["subcommands"] as? [[String: Any]] ?? []).filter { $0["commandName"] as? String != "help" }
        guard !below.isEmpty else { return [path.joined(separator: " ")] }
        return below.flatMap { leaves($0, path + [$0["commandName"] as? String ?? ""]) }
    }

    @Test func everyCommandIsInTheTableAndNoOther() async throws {
        let dump = try await Program.run(["--experimental-dump-help"])
        let root = try #require(try JSONSerialization.jsonObject(with: dump.output) as? [String: Any])
        let commands = leaves(try #require(root["command"] as? [String: Any]), [])
        #expect(commands.count > 20)
        #expect(try Self.table("Command").map { $0[0] }.sorted() == commands.sorted())
    }

    @Test func everyStatusIsInTheTableAndNoOther() throws {
        let rows = try Self.table("Status")
        #expect(rows.map { "\($0[0]) \($0[1])" } == ExitStatus.allCases.map { "\($0.rawValue) \($0)" })
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreMade(_ shell: String) async throws {
        let script = try await Program.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        #expect(script.text.contains("tiltyard"))
        for word in ["submission", "wallet.hotkey"] { #expect(script.text.contains(word), "\(shell) lacks \(word)") }
        #expect(try Self.document().contains("--generate-completion-script \(shell) >"))
        guard shell == "bash" else { return }
        let check = try await run(
            .path("/bin/bash"),
            arguments: ["-n", "-c", script.text],
            output: .discarded,
            error: .string(limit: 4096)
        )
        #expect(check.terminationStatus.isSuccess, "\(check.standardError)")
    }
}
