import Foundation
import Rules
import Testing

@testable import Records

@Suite struct RateLimitTests {
    @Test func refusesWhatComesTooEarlyAndSaysFromWhenOn() async throws {
        let bench = try Workbench()
        let commitments = [
            try Workbench.commitment(1, block: 10), try Workbench.commitment(1, block: 14),
            try Workbench.commitment(2, block: 14, index: 1), try Workbench.commitment(1, block: 20),
            try Workbench.commitment(1, block: 20, index: 1),
        ]
        let ids = try await bench.records.ingest(commitments, through: 20, interval: 10)
        #expect(ids.count == 5)
        let states = try await ids.asyncMap { try await bench.records.submission($0).submission }
        #expect(states.map(\.refusal?.code) == [nil, "rate_limited", nil, nil, "rate_limited"])
        #expect(states[1].refusal?.sentence.contains("block 20") == true)
        #expect(states[4].refusal?.sentence.contains("block 30") == true)
        try bench.remove()
    }

    @Test func withoutALimitNobodyIsTooEarly() async throws {
        let bench = try Workbench()
        let commitments = [try Workbench.commitment(1, block: 10), try Workbench.commitment(1, block: 11)]
        _ = try await bench.records.ingest(commitments, through: 20)
        #expect(try await bench.records.submissions(in: .revealed).count == 2)
        try bench.remove()
    }
}

extension [String] {
    fileprivate func asyncMap<Result>(_ transform: (String) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
