import Foundation
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Chain

/// A clock that stands still until a test moves it.
final class FakeClock: Sendable {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private let moment = Mutex(FakeClock.start)

    var now: @Sendable () -> Date { { self.moment.withLock(\.self) } }

    func set(block: UInt64) {
        moment.withLock { $0 = FakeClock.start.addingTimeInterval(Double(block)) }
    }
}

/// A local chain in a temporary folder of its own: one block a second, ten blocks a tempo, 1000 rao a tempo.
struct TestChain {
    let folder: URL
    let clock = FakeClock()
    let validator = HotkeyPair()
    let chain: LocalChain

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("chain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        chain = try LocalChain.create(
            at: folder.appendingPathComponent("chain.sqlite").path,
            genesis: Genesis(
                createdAt: FakeClock.start,
                blockTime: Seconds(1),
                tempoBlocks: 10,
                emissionRao: 1000,
                validator: validator.hotkey
            ),
            now: clock.now
        )
    }

    /// Opens the same file once more, as another process would.
    func reopened(now: (@Sendable () -> Date)? = nil) throws -> LocalChain {
        try LocalChain.open(at: folder.appendingPathComponent("chain.sqlite").path, now: now ?? clock.now)
    }

    func registered() async throws -> HotkeyPair {
        let pair = HotkeyPair()
        try await chain.register(pair)
        return pair
    }

    func remove() throws {
        try chain.close()
        try FileManager.default.removeItem(at: folder)
    }
}
