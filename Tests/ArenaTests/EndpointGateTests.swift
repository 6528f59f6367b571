import Chain
import Foundation
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Arena

/// Whose questions a competitor's endpoint answers.
@Suite struct EndpointGateTests {
    private static let second: UInt64 = 1_000_000_000

    private struct Post: Sendable {
        let table: TournamentTable
        let competitor = HotkeyPair()
        let now = Time()
        let gate: EndpointGate

        final class Time: Sendable {
            let nanoseconds = Mutex<UInt64>(1_800_000_000 * EndpointGateTests.second)
        }

        init(leastStakeRao: UInt64 = 0) throws {
            table = try TournamentTable()
            let (chain, now) = (table.chain, now)
            gate = EndpointGate(
                hotkey: competitor.hotkey,
                leastStakeRao: leastStakeRao,
                metagraph: { try await chain.metagraph() },
                nanoseconds: { now.nanoseconds.withLock { $0 } }
            )
        }

        /// The status of the answer; 200 when there is one.
        func status(_ fields: [(name: String, value: String)]) async throws -> Int {
            do {
                try await gate.check { name in fields.first { $0.name == name }?.value }
                return 200
            } catch let refusal as EndpointGate.Refusal {
                return refusal.status
            }
        }

        func fields(by pair: HotkeyPair, to: Hotkey? = nil, after seconds: Int64 = 0) throws
            -> [(name: String, value: String)]
        {
            let now = now.nanoseconds.withLock { $0 }
            let moment = UInt64(Int64(now) + seconds * Int64(EndpointGateTests.second))
            return try EndpointQuestion(by: pair.hotkey, to: to ?? competitor.hotkey, at: moment).fields(signedBy: pair)
        }
    }

    @Test func answersARegisteredHotkeyOnce() async throws {
        let post = try Post()
        let fields = try post.fields(by: post.table.validator)
        #expect(try await post.status(fields) == 200)
        #expect(try await post.status(fields) == 401)
        #expect(try await post.status(try post.fields(by: post.table.validator)) == 200)
        #expect(try await post.status(try post.fields(by: HotkeyPair())) == 403)
        try post.table.remove()
    }

    @Test func refusesWhatIsNotSigned() async throws {
        let post = try Post()
        let validator = post.table.validator
        let fields = try post.fields(by: validator)
        for missing in fields.map(\.name) {
            #expect(try await post.status(fields.filter { $0.name != missing }) == 422)
        }
        func changed(_ name: String, _ value: String) -> [(name: String, value: String)] {
            fields.map { $0.name == name ? (name, value) : $0 }
        }
        #expect(try await post.status(changed(EndpointQuestion.Field.nonce, "\(1_800_000_000 * Self.second)_x")) == 401)
        for nonce in ["", "_", "x_y", "-1_a", "99999999999999999999999_a", String(repeating: "1", count: 100)] {
            #expect(try await post.status(changed(EndpointQuestion.Field.nonce, nonce)) == 401)
        }
        let long = [128, 999].map { String(repeating: "a", count: $0) }
        for signature in ["", "0x", "0xzz", "0x00"] + long {
            #expect(try await post.status(changed(EndpointQuestion.Field.signature, signature)) == 401)
        }
        #expect(try await post.status(changed(EndpointQuestion.Field.validator, "nobody")) == 403)
        let toAnother = try post.fields(by: validator, to: HotkeyPair().hotkey)
        #expect(try await post.status(toAnother) == 401)
        // Nothing of that has used up the nonce.
        #expect(try await post.status(fields) == 200)
        try post.table.remove()
    }

    /// A question from the future is good for longer; it must not be forgotten before.
    @Test func aNonceIsRememberedAsLongAsItCouldBeUsed() async throws {
        let post = try Post()
        let validator = post.table.validator
        #expect(try await post.status(try post.fields(by: validator, after: -121)) == 401)
        #expect(try await post.status(try post.fields(by: validator, after: 121)) == 401)
        let early = try post.fields(by: validator, after: 119)
        #expect(try await post.status(early) == 200)
        for seconds in [0, 1, 119, 238, 239] as [UInt64] {
            post.now.nanoseconds.withLock { $0 = (1_800_000_000 + seconds) * Self.second }
            #expect(try await post.status(early) == 401, "\(seconds)")
        }
        try post.table.remove()
    }

    @Test func asksForStake() async throws {
        let post = try Post(leastStakeRao: 1)
        let poor = HotkeyPair()
        try await post.table.chain.register(poor)
        #expect(try await post.status(try post.fields(by: poor)) == 403)
        try post.table.remove()
    }

    @Test func forgetsOnlyWhatCannotBeUsedAgain() {
        let used = UsedNonces(lifetime: 10)
        for number in 0..<UInt64(UsedNonces.most) { #expect(used.take("\(number)", of: number, at: 0)) }
        // The memory is full of nonces that could be used again: nothing is taken.
        #expect(!used.take("more", of: 5, at: 0))
        #expect(used.take("more", of: 50, at: 50))
        #expect(!used.take("45", of: 45, at: 50))
    }
}
