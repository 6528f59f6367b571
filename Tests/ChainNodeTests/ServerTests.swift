import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Substrate
import Testing

@testable import ChainNode

/// The node on a socket.
@Suite struct ServerTests {
    private func withServer(
        _ limits: NodeLimits = NodeLimits(),
        _ body: (NodeServer, TestChain) async throws -> Void
    ) async throws {
        let chain = try TestChain()
        let server = try await NodeServer.start(chain.ledger, port: 0, limits: limits)
        do { try await body(server, chain) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private let call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system_chain\"}"

    @Test func webSocketsAreAnsweredAndToldOfBlocks() async throws {
        try await withServer { server, chain in
            let client = try await SocketClient.connect(server.port)
            try await client.send(call)
            #expect(try await client.next()?.contains("Bittensor") == true)
            try await client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"chain_subscribeNewHeads\"}")
            #expect(try await client.next()?.contains("tiltyard-1") == true)
            #expect(try await client.next()?.contains("\"0x0\"") == true)
            chain.makeBlocks()
            #expect(try await client.next()?.contains("\"0x1\"") == true)
            try await client.close()
        }
    }

    @Test func aFrameThatIsTooLongEndsTheConnection() async throws {
        var limits = NodeLimits()
        limits.messageBytes = 200
        try await withServer(limits) { server, _ in
            let client = try await SocketClient.connect(server.port)
            try await client.send(String(repeating: "x", count: 300))
            #expect(try await client.next() == nil)
        }
    }

    @Test func onlySoManyConnectionsAreServed() async throws {
        var limits = NodeLimits()
        limits.connections = 1
        try await withServer(limits) { server, _ in
            let first = try await SocketClient.connect(server.port)
            await #expect(throws: (any Error).self) { try await SocketClient.connect(server.port) }
            try await first.send(call)
            #expect(try await first.next() != nil)
            try await first.close()
        }
    }

    @Test func postsAreAnswered() async throws {
        try await withServer { server, _ in
            let answer = try await HTTPExchange.post(call, to: server.port)
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(answer.contains("\"result\":\"Bittensor\""))
            #expect(
                try await HTTPExchange.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", to: server.port)
                    .hasPrefix("HTTP/1.1 405")
            )
        }
    }
}
