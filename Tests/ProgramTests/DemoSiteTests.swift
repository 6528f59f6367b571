import Arena
import Foundation
import FoundationNetworking
import Glibc
import Logging
import Records
import Rules
import Synchronization
import Testing

@testable import tiltyard

/// The demo's pages, where a port can be had and where it cannot.
@Suite struct DemoSiteTests {
    /// A port that somebody else listens at.
    private final class TakenPort {
        let number: Int
        private let descriptor: Int32

        init() throws {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isListening = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                        && getsockname(descriptor, $0, &length) == 0
                }
            }
            self.descriptor = descriptor
            number = Int(UInt16(bigEndian: address.sin_port))
            try #require(isListening)
        }

        deinit { close(descriptor) }
    }

    private final class Said: Sendable {
        let sentences = Mutex<[String]>([])
        var all: [String] { sentences.withLock { $0 } }
    }

    private func site(_ arena: SmallArena, port: Int?, usual: Int, said: Said) throws -> DemoSite {
        DemoSite(
            home: arena.home,
            preset: try Preset.named("demo"),
            port: port,
            usual: usual,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { sentence in said.sentences.withLock { $0.append(sentence) } }
    }

    @Test func aChosenPortThatIsTakenCostsOneSentence() async throws {
        let arena = try await SmallArena(), taken = try TakenPort(), said = Said()
        defer { arena.remove() }
        let site = try site(arena, port: taken.number, usual: 1, said: said)
        await site.run()
        #expect(said.all.count == 1)
        #expect(said.all.first?.contains("\(taken.number)") == true && said.all.first?.contains("--port") == true)
        #expect(site.address == nil)
    }

    @Test func whereTheUsualPortIsTakenAnotherServes() async throws {
        let arena = try await SmallArena(), taken = try TakenPort(), said = Said()
        defer { arena.remove() }
        try Records.open(at: arena.home.records).close()
        let site = try site(arena, port: nil, usual: taken.number, said: said)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await site.run() }
            while site.address == nil { try await Task.sleep(for: .milliseconds(5)) }
            let address = try #require(site.address)
            let answer = try Data(contentsOf: try #require(URL(string: "\(address)/")))
            #expect(String(decoding: answer, as: UTF8.self).contains("Tiltyard"))
            #expect(said.all.count == 1 && said.all[0].contains(address) && said.all[0].contains("\(taken.number)"))
            group.cancelAll()
        }
        #expect(site.address == nil, "it ended with its task")
    }
}
