import Substrate
import Synchronization
import Testing

@testable import ChainNode

/// A chain in memory, whose blocks the test makes.
final class TestChain {
    let ledger: Ledger
    var runtime: Runtime { ledger.runtime }
    var metadata: Metadata { ledger.runtime.metadata }
    let netuid: UInt16

    init(
        limits: ChainLimits = ChainLimits(),
        beacon: (any Beacon)? = nil,
        keptIn store: BlockStore? = nil,
        _ change: (inout ChainSettings) -> Void = { _ in }
    ) throws {
        var settings = ChainSettings()
        settings.tempo = 10
        change(&settings)
        netuid = settings.netuid
        let runtime = try Self.runtime(settings, beacon)
        let time: UInt64 = 1_760_000_000_000
        ledger =
            try store.map { try Ledger(runtime, limits: limits, startedAt: time, keptIn: $0) }
            ?? Ledger(runtime, limits: limits, startedAt: time)
    }

    /// Making metadata and keys takes a while in debug builds, so tests share them.
    private static let runtimes = Mutex<[ChainSettings: Runtime]>([:])
    private static let pairs = Mutex<[String: SR25519KeyPair]>([:])

    private static func runtime(_ settings: ChainSettings, _ beacon: (any Beacon)?) throws -> Runtime {
        if let beacon { return try Runtime(settings, beacon: beacon) }
        return try runtimes.withLock { runtimes in
            let runtime = try runtimes[settings] ?? Runtime(settings)
            runtimes[settings] = runtime
            return runtime
        }
    }

    static func pair(_ name: String) throws -> SR25519KeyPair {
        try pairs.withLock { pairs in
            let pair = try pairs[name] ?? SecretURI("//\(name)").keyPair()
            pairs[name] = pair
            return pair
        }
    }

    static func account(_ name: String) throws -> AccountID { try pair(name).publicKey.account }

    /// Makes a number of blocks.
    @discardableResult
    func makeBlocks(_ count: Int = 1) -> Block {
        for _ in 0..<count { ledger.makeBlock(at: 0) }
        return ledger.head
    }

    func context(nonce: UInt64, tip: UInt128 = 0) -> SigningContext {
        SigningContext(
            specVersion: ChainVersion.spec,
            transactionVersion: ChainVersion.transaction,
            genesis: ledger.genesis,
            nonce: nonce,
            tip: tip
        )
    }

    /// Signs a call for this chain.
    func signed(
        _ pallet: String,
        _ name: String,
        _ arguments: [DynamicValue],
        by signer: String,
        nonce: UInt64? = nil,
        _ change: (inout SigningContext) -> Void = { _ in }
    ) throws -> [UInt8] {
        let pair = try Self.pair(signer)
        var context = context(nonce: nonce ?? UInt64(ledger.nextNonce(of: pair.publicKey.account)))
        change(&context)
        let call = try Call(pallet, name, .list(arguments), metadata: metadata)
        return try Extrinsic(signing: call, by: pair, context, metadata: metadata).bytes
    }

    /// Submits a call, makes a block, and returns what its events say.
    @discardableResult
    func run(_ pallet: String, _ name: String, _ arguments: [DynamicValue], by signer: String) throws -> [TestEvent] {
        try ledger.submit(try signed(pallet, name, arguments, by: signer))
        makeBlocks()
        return try events().filter { $0.extrinsic == 1 }
    }

    /// The name of the error that a call fails with, or nil when it succeeds.
    func failure(_ pallet: String, _ name: String, _ arguments: [DynamicValue], by signer: String) throws -> String? {
        try run(pallet, name, arguments, by: signer).compactMap { try $0.failure(metadata) }.first
    }
}

/// An event as clients read it.
struct TestEvent {
    let extrinsic: UInt32?
    let pallet: String
    let name: String
    let content: DynamicValue

    init(_ record: DynamicValue) throws {
        let phase = try #require(record["phase"])
        extrinsic = phase.caseName == "ApplyExtrinsic" ? phase[0]?.number() : nil
        let event = try #require(record["event"])
        pallet = try #require(event.caseName)
        let inner = try #require(event[0])
        name = try #require(inner.caseName)
        guard case .variant(_, let content) = inner else { throw RPCFailure.internalError }
        self.content = content
    }

    var fullName: String { "\(pallet).\(name)" }

    /// The name of the error, if the event says that an extrinsic failed.
    func failure(_ metadata: Metadata) throws -> String? {
        guard name == "ExtrinsicFailed", let error = content["dispatch_error"] else { return nil }
        guard error.caseName == "Module" else {
            return [error.caseName, error[0]?.caseName].compactMap(\.self).joined(separator: ".")
        }
        let module = try #require(error[0])
        let index: UInt8 = try #require(module["index"]?.number())
        return try metadata.error(palletIndex: index, error: try #require(module["error"]?.byteString)).error.name
    }
}

extension TestChain {
    /// A stored value as clients read it.
    func stored(_ pallet: String, _ name: String, _ keys: [DynamicValue] = [], at hash: Hash256? = nil) throws
        -> DynamicValue?
    {
        let key = try metadata.storageKey(pallet, name, keys)
        let bytes = try #require(ledger.read(at: hash) { $0.stored(key).map { [$0] } ?? [] })
        return try metadata.storedValue(pallet, name, bytes.first)
    }

    func events(at hash: Hash256? = nil) throws -> [TestEvent] {
        try #require(try stored("System", "Events", at: hash)?.elements).map(TestEvent.init)
    }

    func balance(_ name: String, at hash: Hash256? = nil) throws -> UInt64 {
        let account = DynamicValue.bytes(try Self.account(name).bytes)
        return try #require(try stored("System", "Account", [account], at: hash)?["data"]?["free"]?.number())
    }
}

extension DynamicValue {
    static func number(_ number: some UnsignedInteger) -> DynamicValue { .unsigned(UInt128(number)) }

    static func numbers(_ numbers: [UInt16]) -> DynamicValue { .list(numbers.map { .number($0) }) }

    static func named(_ name: String) throws -> DynamicValue { .bytes(try TestChain.account(name).bytes) }
}

/// Why an extrinsic is refused, or nil when it is taken.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
        try body()
        return nil
    } catch {
        return error as? Refusal
    }
}
