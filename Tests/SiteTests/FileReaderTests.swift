import Chain
import Foundation
import Hummingbird
import Intake
import NIOCore
import Rules
import Testing

@testable import Site

/// Files that are on their way to the desk.
@Suite(.serialized) struct FileReaderTests {
    private static func limits(time: Double) -> IntakeLimits {
        IntakeLimits(code: ByteCount(100), fetchTime: Seconds(time))
    }

    private static func request(_ body: RequestBody) -> Request {
        Request(head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/v1/submissions"), body: body)
    }

    private static func hotkey(_ number: UInt8) throws -> Hotkey {
        try #require(Hotkey(bytes: [UInt8](repeating: number, count: 32)))
    }

    @Test(.timeLimit(.minutes(1))) func aFileThatDoesNotComeIsGivenUp() async throws {
        let (parts, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        continuation.yield(ByteBuffer(string: "x = "))
        let hotkey = try Self.hotkey(1), reader = FileReader()
        await #expect(throws: IntakeError(.fetchTimedOut, "")) {
            try await reader.file(
                of: Self.request(.init(asyncSequence: parts)),
                from: hotkey,
                limits: Self.limits(time: 0.1)
            )
        }
        let whole = Self.request(.init(buffer: ByteBuffer(string: "x = 1")))
        #expect(try await reader.file(of: whole, from: hotkey, limits: Self.limits(time: 60)) == Data("x = 1".utf8))
        continuation.finish()
    }

    @Test func aHotkeyHasOneFileOnItsWay() async throws {
        let (parts, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
        let body = AsyncStream {
            isAsked.finish()
            for await part in parts { return part }
            return nil
        }
        let hotkey = try Self.hotkey(1), other = try Self.hotkey(2), reader = FileReader()
        let limits = Self.limits(time: 60)
        let first = Task {
            try await reader.file(of: Self.request(.init(asyncSequence: body)), from: hotkey, limits: limits)
        }
        for await _ in asked {}
        let whole = Self.request(.init(buffer: ByteBuffer(string: "x = 1")))
        await #expect(throws: SiteError(.busy, "")) {
            try await reader.file(of: whole, from: hotkey, limits: limits)
        }
        #expect(try await reader.file(of: whole, from: other, limits: limits).count == 5)
        continuation.yield(ByteBuffer(string: "y = 2"))
        continuation.finish()
        #expect(try await first.value == Data("y = 2".utf8))
        #expect(try await reader.file(of: whole, from: hotkey, limits: limits).count == 5)
    }

    /// Hands files in over sockets of their own.
    private static func serve(
        seats: Int,
        seconds: Double,
        _ test: @Sendable @escaping (Desk, Int) async throws -> Void
    ) async throws {
        let arena = try SeededArena(blockTime: Seconds(3600)), desk = Desk(site: TestSite(arena))
        try await desk.chain.register(desk.pair)
        var intake = SiteIntake(inspector: TrustingInspector()), preset = arena.preset
        (intake.burst, intake.seats) = (100, seats)
        preset.intake.fetchTime = Seconds(seconds)
        let taking = intake, rules = preset
        try await LiveSite.serve(arena, { ($0.intake, $0.preset) = (taking, rules) }) { port in
            try await test(desk, port)
        }
        try arena.remove()
    }

    private static func head(_ desk: Desk, _ sheet: Desk.Sheet) async throws -> String {
        let fields = try await desk.fields(sheet).map { "\($0.name): \($0.value)\r\n" }.joined()
        return "POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: \(sheet.code.count)\r\n\(fields)\r\n"
    }

    @Test func whoSendsNothingIsToldSoAndHoldsNoSeat() async throws {
        try await Self.serve(seats: 1, seconds: 5) { desk, port in
            let slow = try RawSocket(port: port)
            slow.send(try await Self.head(desk, .init()) + "def")
            let other = Desk(site: desk.site), sheet = Desk.Sheet(), socket = try RawSocket(port: port)
            try await desk.chain.register(other.pair)
            socket.send(try await Self.head(other, sheet) + String(decoding: sheet.code, as: UTF8.self))
            #expect(try await socket.read(until: "}").contains("201 Created"))
            #expect(try await slow.read(until: "}}").contains("fetch_timed_out"))
        }
    }
}
