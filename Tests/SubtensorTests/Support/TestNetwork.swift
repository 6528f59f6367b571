import Chain
import Foundation
import Rules
import Substrate
import Subtensor
import Synchronization
import Testing

@testable import ChainNode

/// A chain whose blocks follow each other quickly, twelve seconds of its own time apart, behind a real socket.
final class TestNetwork: Sendable {
    let ledger: ChainNode.Ledger
    let node: FaultyNode
    private let ticking = Mutex<Task<Void, Never>?>(nil)
    private let time: Mutex<UInt64>

    /// Half of one epoch's emission would not be a whole number of shares; this one is.
    static let epochEmission: UInt64 = 1_000_000_000
    private static let beacon = Result { try DevelopmentBeacon(genesis: 1_692_803_367, period: 3) }
    private static let runtimes = Mutex<[ChainSettings: Runtime]>([:])

    init(
        isSealed: Bool = false,
        weightsRateLimit: UInt64 = 0,
        _ change: (inout ChainSettings) -> Void = { _ in }
    ) async throws {
        var settings = Self.settings(isSealed: isSealed, weightsRateLimit: weightsRateLimit)
        change(&settings)
        let runtime = try Self.runtime(settings)
        // No two chains of these tests begin alike.
        let start = 1_760_000_000_000 + UInt64.random(in: 0..<1_000_000)
        time = Mutex(start)
        ledger = try ChainNode.Ledger(runtime, startedAt: start)
        node = FaultyNode(ledger)
        try await node.start()
        resume()
    }

    static func settings(isSealed: Bool = false, weightsRateLimit: UInt64 = 0) -> ChainSettings {
        var settings = ChainSettings()
        settings.tempo = 10
        settings.epochEmission = epochEmission
        settings.isCommitRevealEnabled = isSealed
        settings.weightsRateLimit = weightsRateLimit
        return settings
    }

    /// The rules of a chain, which take a while to make, and are made once.
    static func runtime(_ settings: ChainSettings) throws -> Runtime {
        let beacon = try beacon.get()
        return try runtimes.withLock { runtimes in
            let runtime = try runtimes[settings] ?? Runtime(settings, beacon: beacon)
            runtimes[settings] = runtime
            return runtime
        }
    }

    /// Makes blocks from now on.
    func resume() {
        ticking.withLock { ticking in
            guard ticking == nil else { return }
            ticking = Task {
                while !Task.isCancelled {
                    makeBlock()
                    try? await Task.sleep(for: .milliseconds(15))
                }
            }
        }
    }

    /// Makes no more blocks.
    func pause() async {
        let task = ticking.withLock { ticking in
            defer { ticking = nil }
            return ticking
        }
        task?.cancel()
        await task?.value
    }

    func makeBlock() {
        ledger.makeBlock(
            at: time.withLock { time in
                time += 12_000
                return time
            }
        )
    }

    /// Runs something that sends extrinsics while no block is made, so that what they are made for is still to come, however
    /// long that takes.
    ///
    /// - Parameters:
    ///   - isSent: Whether blocks may be made again once an extrinsic waits for one.
    ///   - body: What sends, and waits for blocks.
    /// - Returns: What it returns.
    /// - Throws: What it throws.
    func standing<Result: Sendable>(
        until isSent: (@Sendable () -> Bool)? = nil,
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        await pause()
        let isOver = Mutex(false)
        async let result = {
            defer { isOver.withLock { $0 = true } }
            return try await body()
        }()
        // What fails before it has sent anything is told at once.
        _ = try await eventually {
            ledger.waiting > 0 && isSent?() ?? true || isOver.withLock { $0 } ? true : nil
        }
        resume()
        return try await result
    }

    func stop() async {
        await pause()
        await node.stop()
    }

    /// Connects a client whose pauses are short, so that faults show soon, and whose eras are long, since blocks do not wait.
    func connect(_ change: (inout SubtensorChain.Settings) -> Void = { _ in }) async throws -> SubtensorChain {
        var settings = SubtensorChain.Settings(netuid: 1)
        settings.options = Self.options
        change(&settings)
        return try await SubtensorChain.open(try NodeAddress(node.address), settings)
    }

    static var options: SubtensorOptions {
        var options = SubtensorOptions()
        options.firstPause = .milliseconds(10)
        options.longestPause = .milliseconds(50)
        // Blocks follow each other so quickly that no shorter one would last.
        options.shortestEra = 64
        options.eraBlocks = 1024
        return options
    }

    static func pair(_ name: String) throws -> HotkeyPair { HotkeyPair(try SecretURI("//\(name)").keyPair()) }

    func balance(_ name: String) throws -> UInt64 {
        let account = try Self.pair(name).key.publicKey.account
        let stored = try stored("Account", [.bytes(account.bytes)], of: "System")
        return try #require(stored?["data"]?["free"]?.number())
    }

    /// A value of the newest state as clients read it.
    func stored(_ name: String, _ keys: [DynamicValue], of pallet: String = "SubtensorModule") throws -> DynamicValue? {
        let metadata = ledger.runtime.metadata
        let key = try metadata.storageKey(pallet, name, keys)
        let bytes = try #require(ledger.read { [$0.stored(key)] }).first ?? nil
        return try metadata.storedValue(pallet, name, bytes)
    }
}

/// Runs a test on a network of its own, which is taken down again whatever happens.
func withNetwork(
    isSealed: Bool = false,
    weightsRateLimit: UInt64 = 0,
    settings: (inout ChainSettings) -> Void = { _ in },
    _ body: (TestNetwork) async throws -> Void
) async throws {
    let network = try await TestNetwork(isSealed: isSealed, weightsRateLimit: weightsRateLimit, settings)
    do {
        try await body(network)
    } catch {
        await network.stop()
        throw error
    }
    await network.stop()
}

/// Asks again and again until something is there, for a minute at most.
func eventually<Value>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
        if let value = try await body() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try #require(try await body(), sourceLocation: sourceLocation)
}

/// Runs something that has to fail, and returns the failure.
func failure<Value>(_ body: () async throws -> Value) async throws -> ChainError {
    do {
        _ = try await body()
    } catch let error as ChainError {
        return error
    }
    throw NothingFailed()
}

struct NothingFailed: Error {}
