import Foundation
import Rules
import Testing

@testable import tiltyard

@Suite struct NoiseCommandTests {
    private static let known = NoiseModel(drift: 0.01, noise: 0.004)

    private func record(_ place: Workplace, sessions: Int) throws -> [String] {
        var runs = RecordedRuns(noise: Self.known, seed: 41)
        return try (0..<sessions).map { number in
            let isMatch = number.isMultiple(of: 2)
            let data = isMatch ? try runs.match("\(number)", pairs: 20) : try runs.evaluation("\(number)", runs: 5)
            return try place.write(data, to: "\(number).json")
        }
    }

    @Test func noiseIsFoundAndUsed() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let files = try record(place, sessions: 20)
        let fit = try await Program.run(["noise", "fit", "--json"] + files)
        #expect(fit.status == 0, "\(fit.errors)")
        let found = try JSONDecoder().decode(NoiseFit.self, from: fit.output)
        #expect(found.sessions == 20)
        #expect(found.runs == 450)
        #expect(abs(found.noise.noise / Self.known.noise - 1) < 0.2)
        #expect(found.pairSpread != nil)
        let file = try place.write(fit.output, to: "fit.json")
        let page = place.path + "/page.md"
        let table = try await Program.run([
            "noise", "table", "--noise", file, "--noise", "assumed", "--trials", "20", "--markdown", page, "--json",
        ])
        #expect(table.status == 0, "\(table.errors)")
        let tables = try JSONDecoder().decode([CrowningTable].self, from: table.output)
        #expect(tables.map(\.noise) == [found.noise, .assumed])
        let text = try String(contentsOfFile: page, encoding: .utf8)
        #expect(text.contains("--noise \(file) --noise assumed"))
        #expect(text.contains("--trials 20 --seed 7"))
        #expect(text.contains("## How quiet a machine has to be"))
        for row in tables[0].rows { #expect(text.contains("| \(row.rule) |")) }
    }

    @Test func noiseIsToldToPeople() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await Program.run(["noise", "fit"] + (try record(place, sessions: 4)))
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("90 runs in 4 sessions"))
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var status: Int32
        var words: String
        var write: @Sendable (Workplace) throws -> [String]
    }

    private static func runs() -> RecordedRuns { RecordedRuns(noise: known, seed: 42) }

    static let refusals = [
        Refusal(testDescription: "no such file", status: 3, words: "cannot read") { ["\($0.path)/missing.json"] },
        Refusal(testDescription: "no file at all", status: 64, words: "Missing") { _ in [] },
        Refusal(testDescription: "a result cut short", status: 7, words: "no result") { place in
            var runs = runs()
            return [try place.write(try runs.match("a", pairs: 20).dropLast(9), to: "cut.json")]
        },
        Refusal(testDescription: "two submissions", status: 64, words: "two different submissions") { place in
            var runs = runs()
            return [try place.write(try runs.match("a", pairs: 20, champion: "cc"), to: "a.json")]
        },
        Refusal(testDescription: "other code", status: 64, words: "another code") { place in
            var runs = runs()
            let first = try place.write(try runs.match("a", pairs: 20), to: "a.json")
            runs.codeHash = "cc"
            return [first, try place.write(try runs.match("b", pairs: 20), to: "b.json")]
        },
        Refusal(testDescription: "other rules", status: 64, words: "another rules") { place in
            var runs = runs()
            let first = try place.write(try runs.match("a", pairs: 20), to: "a.json")
            runs.presetHash = "cc"
            return [first, try place.write(try runs.match("b", pairs: 20), to: "b.json")]
        },
        Refusal(testDescription: "one session", status: 64, words: "two sessions or more") { place in
            var runs = runs()
            return [try place.write(try runs.match("a", pairs: 20), to: "a.json")]
        },
        Refusal(testDescription: "too few runs", status: 64, words: "20 runs or more") { place in
            var runs = runs()
            return try ["a", "b"].map { try place.write(try runs.evaluation($0, runs: 5), to: "\($0).json") }
        },
    ]

    @Test(arguments: refusals)
    func whatIsNoRecordOfNoiseIsRefusedByName(_ refusal: Refusal) async throws {
        let place = try Workplace()
        defer { place.remove() }
        let outcome = try await Program.run(["noise", "fit"] + (try refusal.write(place)))
        #expect(outcome.status == refusal.status)
        #expect(outcome.errors.contains(refusal.words), "\(outcome.errors)")
    }

    @Test func rulesMayDifferWhereSomebodySaysSo() async throws {
        let place = try Workplace()
        defer { place.remove() }
        var runs = Self.runs()
        let first = try place.write(try runs.match("a", pairs: 20), to: "a.json")
        runs.presetHash = "cc"
        let second = try place.write(try runs.match("b", pairs: 20), to: "b.json")
        #expect(try await Program.run(["noise", "fit", "--mixed-rules", first, second]).status == 0)
    }

    /// `demo` is a preset, and has none.
    @Test(arguments: ["nonsense", "demo"])
    func noiseThatIsNotThereIsRefused(_ name: String) async throws {
        #expect(try await Program.run(["noise", "table", "--noise", name, "--trials", "1"]).status == 3)
    }
}
