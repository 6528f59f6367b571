import Arena
import Foundation
import HTTPTypes
import HummingbirdTesting
import Records
import Rules
import Subtensor
import TestSupport
import Testing

@testable import Site

/// The site of an arena on the chain of a node.
@Suite(.serialized)
struct NetworkSiteTests {
    /// An arena that has begun on a node's chain.
    private static func found(on node: ArenaNode) async throws -> Home {
        let home = Home(NSTemporaryDirectory() + "site-\(UUID().uuidString)")
        await (try home.connect(to: try NodeAddress(node.address))).close()
        _ = try home.developmentKey()
        try Records.open(at: home.records).close()
        return home
    }

    private static func ask(
        _ home: Home,
        _ change: (inout SiteOptions) -> Void = { _ in },
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        var options = SiteOptions(home: home, preset: try Preset.named("demo"))
        (options.burst, options.patience, options.freshness) = (100_000, .zero, .zero)
        (options.chainWait, options.chainRest) = (.seconds(60), .milliseconds(10))
        change(&options)
        try await SiteServer(options: options, logger: TestSite.quiet).application().test(.router) { client in
            try await test(client)
        }
    }

    @Test func itIsShownAsOneOnAnEmbeddedChainIs() async throws {
        let node = try await ArenaNode()
        let home = try await Self.found(on: node)
        try await Self.ask(home) { client in
            let health = try await client.json("/v1/health")
            #expect(health["status"] == .string("healthy"))
            #expect(health["chain_away_seconds"] == nil)
            for path in PageRoute.all.map(\.path) where !path.contains("{") {
                #expect(try await client.get(path).status == .ok, "\(path)")
            }
            let payouts = try await client.get("/payouts")
            #expect(payouts.text.contains("every 11 blocks"))
            let metrics = try await client.get("/metrics").text
            #expect(metrics.contains("arena_chain_up 1"))
            #expect(metrics.contains("\narena_chain_block "))
        }
        await node.stop()
        try FileManager.default.removeItem(atPath: home.path)
    }

    @Test func nobodyCommitsInACompetitorsPlace() async throws {
        let node = try await ArenaNode()
        let home = try await Self.found(on: node)
        try await Self.ask(home, { $0.intake = SiteIntake(inspector: TrustingInspector()) }) { client in
            let hotkey = try #require(home.knownValidator).text
            let reply = try await client.json("/v1/hotkeys/\(hotkey)")
            #expect(reply["uid"] == .integer(1))
            #expect(reply["next_nonce"] == nil)
            let answer = try await client.execute(uri: SubmissionDesk.path, method: .post, headers: [:], body: nil) {
                $0
            }
            #expect(answer.status == .forbidden)
            #expect(answer.failure == "commit_on_chain")
            #expect(answer.text.contains("tiltyard miner submit ADDRESS --network"))
        }
        await node.stop()
        try FileManager.default.removeItem(atPath: home.path)
    }

    @Test func aNodeThatIsGoneIsSaidToBeAndIsFoundAgain() async throws {
        let node = try await ArenaNode()
        let home = try await Self.found(on: node)
        try await Self.ask(home) { client in
            let before = try await client.json("/v1/health")["block"]
            await node.stop()
            while try await client.json("/v1/health")["status"] == .string("healthy") { await Task.yield() }
            let away = try await client.json("/v1/health")
            #expect(away["status"] == .string("chain_away"))
            #expect(away["chain_away_seconds"] != nil)
            let published = try await client.json("/health")
            #expect(published["status"] == .string("chain_away"))
            let board = try await client.get("/")
            #expect(board.status == .ok)
            #expect(board.text.contains("the chain does not answer since block"))
            let metrics = try await client.get("/metrics").text
            #expect(metrics.contains("arena_chain_up 0"))
            #expect(!metrics.contains("arena_chain_block"))
            #expect(!metrics.contains("arena_chain_lag_blocks"))
            let again = try await node.again()
            while try await client.json("/v1/health")["status"] != .string("healthy") { await Task.yield() }
            #expect(try await client.json("/v1/health")["block"] != before)
            await again.stop()
        }
        try FileManager.default.removeItem(atPath: home.path)
    }

    @Test func aNodeThatWasNeverThereCostsOneSentence() async throws {
        let node = try await ArenaNode()
        let home = try await Self.found(on: node)
        await node.stop()
        try await Self.ask(home) { client in
            let answer = try await client.get("/v1/board")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.failure == "unavailable")
            #expect(answer.text.contains("chain does not answer right now"))
            #expect(answer.headers[.retryAfter] == "5")
        }
        try FileManager.default.removeItem(atPath: home.path)
    }

    @Test func anotherChainIsNotTakenForTheArenas() async throws {
        let node = try await ArenaNode()
        let home = try await Self.found(on: node)
        let other = try await ArenaNode()
        let known = try #require(try home.network)
        var moved = known
        moved.node = other.address
        try JSONEncoder().encode(moved).write(to: URL(fileURLWithPath: home.networkFile))
        try await Self.ask(home) { client in
            let answer = try await client.get("/v1/board")
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("serves another chain"))
            // The right one again, as an operator would have it.
            try JSONEncoder().encode(known).write(to: URL(fileURLWithPath: home.networkFile), options: .atomic)
            #expect(try await client.get("/v1/board").status == .ok)
        }
        await other.stop()
        await node.stop()
        try FileManager.default.removeItem(atPath: home.path)
    }
}
