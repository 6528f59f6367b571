import Foundation
import Rules
import Testing

@testable import tiltyard

@Suite struct TournamentRunTests {
    private static func run(_ words: [String], home: String) async throws -> Program.Outcome {
        try await Program.run(["tournament"] + words + ["--home", home])
    }

    /// A whole tournament as its user runs it, and everything that can be asked about it afterwards.
    @Test func isRunShownDrawnPaidAndAudited() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let home = place.path + "/arena"
        let plan = ["run", "--preset", "god-2026", "--entrants", "9"]
        let prepared = try await Self.run(plan + ["--prepare"], home: home)
        #expect(prepared.status == 0, "\(prepared.errors)")
        let played = try await Self.run(plan + ["--tournaments", "1"], home: home)
        #expect(played.status == 0 && played.text.contains("takes a title that nobody held."), "\(played.errors)")
        let again = try await Self.run(plan + ["--tournaments", "1"], home: home)
        #expect(again.text == played.text)
        let bracket = try await Self.run(["bracket"], home: home)
        #expect(played.text.contains(bracket.text))
        let picture = try await Self.run(["bracket", "text", "--svg", "-"], home: home)
        #expect(picture.text.hasPrefix("<svg ") && picture.text.contains("entrant-1"))
        let show = try await Self.run(["show", "--events"], home: home)
        #expect(show.text.contains("captured") && show.text.contains("{\"began\":{\"seed\":"))
        let ledger = try await Self.run(["ledger", "--json"], home: home)
        let accounts = try JSONValue(parsing: ledger.output)
        #expect(accounts["sum"] == .integer(0) && accounts["accounts"]?["income"] == .integer(9 * 250_000_000))
        let statement = try await Self.run(["payout", "show"], home: home)
        let file = try place.write(statement.output, to: "payout.json")
        let audit = try await Program.run(["tournament", "payout", "audit", file])
        #expect(audit.status == 0, "\(audit.errors)")
        var bytes = Array(statement.output)
        bytes[bytes.count / 2] ^= 1
        let changed = try place.write(Data(bytes), to: "changed.json")
        let refusal = try await Program.run(["tournament", "payout", "audit", changed])
        #expect(refusal.status == ExitStatus.rejected.rawValue && refusal.errors.contains("statement"))
    }

    @Test func feesAreBurnedAndRefundsNeedABalance() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let home = place.path + "/arena"
        let none = try await Self.run(["status"], home: home)
        #expect(none.status == ExitStatus.notFound.rawValue)
        _ = try await Self.run(["run", "--preset", "god-2026", "--entrants", "2", "--json"], home: home)
        let status = try await Self.run(["status"], home: home)
        #expect(status.text.contains("cancelled"))
        // Too few came, so that nobody paid, and everybody can have his money back.
        let burn = try await Self.run(["burn"], home: home)
        #expect(burn.status == ExitStatus.rejected.rawValue)
        let ledger = try JSONValue(parsing: try await Self.run(["ledger", "--json"], home: home).output)
        guard case .object(let accounts)? = ledger["accounts"],
            let coldkey = accounts.keys.first(where: { $0.hasPrefix("available:") })?.dropFirst(10)
        else {
            Issue.record("somebody has a balance")
            return
        }
        let refund = try await Self.run(["refund", String(coldkey), "--id", "r1"], home: home)
        #expect(refund.status == 0 && refund.text.contains("250000000 rao"), "\(refund.errors)")
        let again = try await Self.run(["refund", String(coldkey), "--id", "r1"], home: home)
        #expect(again.status == 0 && again.text.contains(", in block "), "\(again.errors)")
        let twice = try await Self.run(["refund", String(coldkey), "--id", "r2"], home: home)
        #expect(twice.status == ExitStatus.rejected.rawValue)
    }
}
