import Foundation
import Testing

@testable import Rules

struct CrowningTableTests {
    /// A row of the table that was published with the assumed noise: 4,000 trials, per cent, mean pairs.
    ///
    /// Source: the simulation behind the project's survey of crowning rules, section 3.3. The boards of its last column
    /// were not counted there; 1,000 are taken.
    struct Published: CustomTestStringConvertible, Sendable {
        var rule: String
        var crowned: [Double]
        var pairs: [Double]?
        var copies: Double?
        var testDescription: String { rule }
    }

    static let published = [
        Published(rule: "median of 2, +1 %", crowned: [27, 38, 51, 73, 87], copies: 88),
        Published(rule: "median of 25, +1 %", crowned: [24, 38, 50, 77, 92], copies: 87),
        Published(rule: "mean of 50, any gain", crowned: [50, 64, 74, 92, 98], copies: 98),
        Published(rule: "4 of 6 tasks, +3 %", crowned: [0, 0, 0.2, 6, 36], copies: 0.4),
        Published(rule: "4 of 6 tasks, +10 %", crowned: [0, 0, 0, 0, 0]),
        Published(rule: "t-test, p < 0.01, 5 runs a side", crowned: [0.7, 12, 45, 84, 90], copies: 32),
        Published(
            rule: "match, error 0.01, margin 0",
            crowned: [0.7, 78, 100, 100, 100],
            pairs: [59, 39, 16, 11, 11],
            copies: 21
        ),
        Published(
            rule: "match, error 0.0002, margin 0",
            crowned: [0, 34, 99.7, 100, 100],
            pairs: [59, 54, 27, 18, 17],
            copies: 0.2
        ),
        Published(
            rule: "match, error 0.01, margin 0.25 %",
            crowned: [0, 17, 99, 100, 100],
            pairs: [50, 56, 23, 11, 11],
            copies: 0.5
        ),
        Published(
            rule: "the same, at most 16 pairs",
            crowned: [0, 1.9, 30, 93, 97],
            pairs: [15, 16, 15, 11, 11],
            copies: 0.1
        ),
        Published(
            rule: "match, error 0.01, margin 1 %",
            crowned: [0, 0, 0.4, 100, 100],
            pairs: [11, 29, 59, 16, 11],
            copies: 0
        ),
    ]

    private static let trials = 1000
    private static let table = CrowningTable(CrowningRules.reference, noise: .assumed, trials: trials, seed: 7)

    @Test func thePublishedTableIsWhole() {
        #expect(Self.table.rows.map(\.rule) == Self.published.map(\.rule))
    }

    @Test(arguments: published)
    func thePublishedTableComesOut(_ row: Published) throws {
        let found = try #require(Self.table[row.rule])
        for (cell, expected) in zip(found.cells, row.crowned) {
            let error = Self.error(expected / 100, trials: 4000)
            #expect(abs(cell.crowned - expected / 100) <= error, "at \(cell.gain): \(cell.crowned)")
        }
        if let copies = row.copies {
            #expect(abs(found.copies - copies / 100) <= Self.error(copies / 100, trials: 1000), "\(found.copies)")
        }
        for (cell, expected) in zip(found.cells, row.pairs ?? []) {
            #expect(abs(try #require(cell.meanPairs) - expected) <= 2.5, "at \(cell.gain)")
        }
    }

    /// Four standard errors of the difference between two simulations, and half a per cent for a rounded figure.
    private static func error(_ share: Double, trials published: Double) -> Double {
        let spread = max(share * (1 - share), 0.002)
        return 0.005 + 4 * (spread * (1 / published + 1 / Double(trials))).squareRoot()
    }

    @Test func theSameSeedGivesTheSameTable() {
        let rules = [CrowningRules.reference[0], CrowningRules.reference[6]]
        let first = CrowningTable(rules, noise: .assumed, trials: 20, copies: 5, seed: 3)
        #expect(first == CrowningTable(rules, noise: .assumed, trials: 20, copies: 5, seed: 3))
        #expect(first != CrowningTable(rules, noise: .assumed, trials: 20, copies: 5, seed: 4))
    }

    /// The lab's fast matches end as the matches do that decide crowns.
    @Test func simulatedMatchesAreTitleMatches() throws {
        let preset = try Preset.named("crusade-open")
        let rule = try #require(preset.crown.match)
        let table = EvidenceTable(mostPairs: rule.mostPairs)
        var random = SplitMix(seed: 11)
        for number in 1...100 {
            let share = ErrorBudget.share(ofMatch: number, crowns: 0, budget: rule.errorBudget)
            var match = TitleMatch(margin: preset.crown.fraction, rule: rule, errorShare: share)
            let chance = random.uniform()
            var (wins, losses) = (0, 0)
            while match.outcome == nil {
                let isWon = random.uniform() < chance
                if isWon { wins += 1 } else { losses += 1 }
                match.take(isWon ? 1 : -1)
                #expect(abs(table[wins: wins, losses: losses] / match.evidence - 1) < 1e-9)
                #expect(abs(table[wins: losses, losses: wins] / match.evidenceAgainst - 1) < 1e-9)
            }
        }
    }

    @Test func anAdaptiveRuleGivesWayWithTime() throws {
        let preset = try Preset.named("crusade-mfu-2026")
        let rules = CrowningRules.rules(of: preset)
        let table = CrowningTable(rules, noise: .assumed, trials: 200, seed: 5)
        #expect(table.rows.map(\.rule) == ["crusade-mfu-2026", "crusade-mfu-2026, after a leap of 10 %"])
        #expect(table.rows[1].cells.allSatisfy { $0.crowned < 0.02 })
        #expect(table.rows[1].copies > 0.2)
        #expect(table.rows[0].copies > table.rows[1].copies)
    }

    /// What the board promises, under the noise that is assumed.
    @Test func theOpenCrusadeKeepsItsPromises() throws {
        let rules = CrowningRules.rules(of: try Preset.named("crusade-open"))
        let table = CrowningTable(rules, noise: .assumed, trials: 400, seed: 9)
        let first = table.rows[0]
        #expect(first.copies <= 0.05)
        #expect(try #require(first.atMargin) <= 0.05 + 0.0327, "three standard errors of 400 boards")
        for row in table.rows { #expect(row.cells[3].crowned >= 0.95, "\(row.rule)") }
        let pairs = table.rows.compactMap { $0.cells[3].medianPairs }
        #expect(pairs == pairs.sorted(), "a later challenger has to bring more")
    }

    /// Noise only ever keeps a crown from those who earned it.
    @Test func matchesNeedAQuietMachine() throws {
        let preset = try Preset.named("crusade-open")
        let rules = CrowningRules.rules(of: preset).compactMap { $0 as? MatchCrowning }
        let table = QuietTable(rules, trials: 200, seed: 13)
        #expect(table.rules == rules.map(\.name))
        for index in rules.indices {
            let crowned = table.rows.map { $0.cells[index].crowned }
            #expect(crowned.first == 1)
            #expect(crowned == crowned.sorted(by: >), "\(crowned)")
        }
        #expect(try #require(table.rows.last).cells[2].crowned < 0.05)
    }
}
