package import ChainNode
import Synchronization

/// A node on a real socket, whose blocks come twenty times a second and are a second apart by its own clock.
package final class ArenaNode: Sendable {
    package let ledger: ChainNode.Ledger
    package let port: Int
    private let server: NodeServer
    private let time: SharedTime
    private let ticking: Task<Void, Never>

    package var address: String { "ws://127.0.0.1:\(port)" }

    /// Starts a node with a new chain.
    package convenience init() async throws {
        var settings = ChainSettings()
        settings.tempo = 10
        settings.blockMilliseconds = 1000
        settings.epochEmission = 1_000_000_000
        let beacon = try DevelopmentBeacon(genesis: 1_692_803_367, period: 3)
        let start = 1_760_000_000_000 + UInt64.random(in: 0..<1_000_000)
        let ledger = try ChainNode.Ledger(Runtime(settings, beacon: beacon), startedAt: start)
        try await self.init(serving: ledger, at: 0, time: SharedTime(start))
    }

    /// The time of the newest block, in milliseconds.
    private final class SharedTime: Sendable {
        private let milliseconds: Mutex<UInt64>

        init(_ start: UInt64) { milliseconds = Mutex(start) }

        func next() -> UInt64 {
            milliseconds.withLock { milliseconds in
                milliseconds += 1000
                return milliseconds
            }
        }
    }

    private init(serving ledger: ChainNode.Ledger, at port: Int, time: SharedTime) async throws {
        self.ledger = ledger
        self.time = time
        server = try await NodeServer.start(ledger, port: port)
        self.port = server.port
        ticking = Task {
            while !Task.isCancelled {
                ledger.makeBlock(at: time.next())
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Ends it, and every connection to it.
    package func stop() async {
        ticking.cancel()
        await ticking.value
        await server.stop()
    }

    /// Starts it again, with its chain and at its port, after it was stopped.
    package func again() async throws -> ArenaNode {
        try await ArenaNode(serving: ledger, at: port, time: time)
    }
}
