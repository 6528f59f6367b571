import Chain
import Foundation
import Logging
import Records
import Rules
import ServiceLifecycle
import TestSupport
import Testing

@testable import Arena

/// Competitors on an embedded chain whose endpoints are asked over real sockets.
struct EndpointTable: Sendable {
    let table: TournamentTable
    let row: TournamentRow
    let coldkey = HotkeyPair()

    static let commit = String(repeating: "ab", count: 20)
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() async throws {
        table = try TournamentTable()
        row = try await table.plan()
    }

    /// Registers a competitor of the one coldkey.
    func competitor() async throws -> HotkeyPair {
        let pair = HotkeyPair()
        try await table.chain.register(pair)
        try await table.chain.own(pair, by: coldkey)
        return pair
    }

    func entries(
        _ axons: [Hotkey: AxonAddress],
        inspector: any RepositoryInspector = UnopenedRepositories(),
        blockTime: Seconds? = nil,
        change: (inout EndpointLimits) -> Void = { _ in }
    ) -> EndpointEntries {
        var limits = EndpointLimits()
        limits.allowsPrivateAddresses = true
        change(&limits)
        return EndpointEntries(
            chain: table.chain,
            records: table.records,
            validator: table.validator,
            axons: axons.reduce(into: [:]) { $0[$1.key.text] = $1.value },
            blockTime: blockTime,
            limits: limits,
            inspector: inspector,
            logger: Self.logger
        )
    }

    func ask(_ entries: EndpointEntries, after seconds: Int64 = 0) async throws -> [Registrant] {
        try await entries.registrants(for: row.plan, at: Moment(table.clock.now.seconds + seconds))
    }

    static func offer(_ owner: String) -> TrainingRepository {
        TrainingRepository(
            repository: "https://git.example/\(owner)/training",
            commit: commit,
            token: RepositoryToken("hidden-token"),
            requestedDatasets: ["RZ412/PokerBench"]
        )
    }

    /// Serves while a test runs.
    func serving(
        _ pair: HotkeyPair,
        _ offers: [TournamentType: TrainingRepository],
        _ test: (AxonAddress) async throws -> Void
    ) async throws {
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let chain = table.chain
        let endpoint = RepositoryEndpoint(
            offers: offers,
            gate: EndpointGate(hotkey: pair.hotkey) { try await chain.metagraph() },
            host: "127.0.0.1",
            port: 0,
            logger: Self.logger
        ) { continuation.yield($0) }
        let group = ServiceGroup(services: [endpoint], logger: Self.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = addresses.makeAsyncIterator()
            let text = try #require(await iterator.next())
            try await test(try #require(AxonAddress(text)))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
