import NIOCore
import Testing

@testable import Site

/// What one client can take from all others.
@Suite(.serialized) struct CrowdTests {
    private static let live = "GET /live HTTP/1.1\r\nHost: x\r\n\r\n"

    /// Asks on connections of their own until an answer has a text.
    private static func isAnswered(_ port: Int, _ request: String, with text: String) async throws -> Bool {
        for _ in 0..<500 {
            let socket = try RawSocket(port: port)
            socket.send(request)
            if try await socket.read(until: "\r\n\r\n").contains(text) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test func oneAddressCannotTakeAllStreams() async throws {
        let arena = try SeededArena()
        for rate in [40.0, 0] {
            try await LiveSite.serve(arena, { ($0.streamsOfOneAddress, $0.requestsPerSecond) = (2, rate) }) { port in
                var open: [RawSocket] = []
                for _ in 0..<2 {
                    let socket = try RawSocket(port: port)
                    socket.send(Self.live)
                    _ = try await socket.read(until: "retry")
                    open.append(socket)
                }
                let third = try RawSocket(port: port)
                third.send(Self.live)
                // Behind a proxy all have one address.
                let answer = try await third.read(until: rate > 0 ? "}}" : "retry")
                #expect(answer.contains("too_many_streams") == (rate > 0))
                #expect(open.count == 2)
            }
        }
        try arena.remove()
    }

    @Test func thePlaceOfAStreamIsFreeWhenItsClientIsGone() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(arena, { ($0.streams, $0.heartbeat) = (1, .seconds(3600)) }) { port in
            let socket = try RawSocket(port: port)
            socket.send(Self.live)
            _ = try await socket.read(until: "retry")
            socket.close()
            #expect(try await Self.isAnswered(port, Self.live, with: "200 OK"))
        }
        try arena.remove()
    }

    @Test func aClientThatTakesNothingIsLetGo() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(
            arena,
            { ($0.connectionsOfOneAddress, $0.stallTime) = (1, .milliseconds(200)) }
        ) { port in
            let socket = try RawSocket(port: port)
            let request = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
            socket.send(request)
            _ = try await socket.read(until: "200 OK")
            // More than the buffers of both sides hold.
            for _ in 0..<1000 { socket.send("GET /assets/site.css HTTP/1.1\r\nHost: x\r\n\r\n") }
            #expect(try await Self.isAnswered(port, request, with: "200 OK"))
            socket.close()
        }
        try arena.remove()
    }

    struct Client: CustomTestStringConvertible, Sendable {
        let address: String
        let text: String
        var testDescription: String { address }
    }

    @Test(arguments: [
        Client(address: "192.0.2.7", text: "192.0.2.7"),
        Client(address: "::ffff:192.0.2.7", text: "192.0.2.7"),
        Client(address: "2001:db8:1:2::1", text: "20010db800010002/64"),
        Client(address: "2001:db8:1:2:ffff:ffff:ffff:ffff", text: "20010db800010002/64"),
        Client(address: "2001:db8:1:3::1", text: "20010db800010003/64"),
        Client(address: "::1", text: "0000000000000000/64"),
    ])
    func aNetworkOfIPv6IsOneClient(_ client: Client) throws {
        let address = try SocketAddress(ipAddress: client.address, port: 1)
        #expect(ClientAddress.text(of: address) == client.text)
    }
}
