import ChainNode
import Substrate

/// What a chain of 1,024 uids costs; medians, in nanoseconds.
struct ChainBench {
    static let neurons = 1024
    static let extrinsics = 500

    let ledger: Ledger

    init() throws {
        var settings = ChainSettings()
        settings.neurons = Self.neurons
        ledger = try Ledger(Runtime(settings), startedAt: 1_760_000_000_000)
    }

    func run(recorded: [[UInt8]]) throws -> RPCValue {
        let runtime = ledger.runtime
        let metadata = runtime.metadata
        let answer = try neurons()
        let function = try metadata.function("NeuronInfoRuntimeApi", "get_neurons_lite")
        let pair = try SecretURI("//Alice").keyPair()
        let message = [UInt8](repeating: 7, count: 100)
        let signature = try pair.sign(message)
        return .object([
            "metadata": .array(try ([runtime.version14, runtime.version15] + recorded).map(parse)),
            "runtime": try median(11) { _ = try Runtime(runtime.settings) },
            "neuronsBytes": .integer(Int64(answer.count)),
            "neuronsAnswer": try median(11) { _ = try neurons() },
            "neuronsRead": try median(11) { _ = try metadata.registry.decode(function.output, answer) },
            "sign": try median(501) { _ = try pair.sign(message) },
            "verify": try median(501) {
                guard pair.publicKey.hasSigned(message, signature) else { throw RPCFailure.internalError }
            },
            "blocks": try blocks(pair),
        ])
    }

    private func parse(_ bytes: [UInt8]) throws -> RPCValue {
        .object([
            "bytes": .integer(Int64(bytes.count)), "version": .integer(Int64(bytes[4])),
            "read": try median(51) { _ = try Metadata(bytes: bytes) },
        ])
    }

    private func neurons() throws -> [UInt8] {
        let request = RPCRequest(
            "state_call",
            .array(["NeuronInfoRuntimeApi_get_neurons_lite", .bytes(ledger.runtime.settings.netuid.scale)]),
            identifier: .number(1)
        )
        var session = NodeSession(ledger, NodeLimits(), takesSubscriptions: false)
        let text = session.answer(request.json, at: .now).first ?? []
        guard case .response(let answer) = try RPCOutgoing(text) else { throw RPCFailure.internalError }
        return try answer.result.get().bytes()
    }

    /// Blocks of 500 transfers: how long the pool takes for one, and a block for all.
    private func blocks(_ pair: SR25519KeyPair) throws -> RPCValue {
        let metadata = ledger.runtime.metadata
        let account = pair.publicKey.account
        let payee = try SecretURI("//Bob").keyPair().publicKey.account
        let clock = ContinuousClock()
        var taking: [Double] = []
        var making: [Double] = []
        for _ in 0..<5 {
            let first = UInt64(ledger.nextNonce(of: account))
            let signed = try (0..<Self.extrinsics).map { place in
                let call = try Call(
                    "Balances",
                    "transfer_keep_alive",
                    .list([.address(payee), .unsigned(1)]),
                    metadata: metadata
                )
                let context = SigningContext(
                    specVersion: ChainVersion.spec,
                    transactionVersion: ChainVersion.transaction,
                    genesis: ledger.genesis,
                    nonce: first + UInt64(place)
                )
                return try Extrinsic(signing: call, by: pair, context, metadata: metadata).bytes
            }
            taking.append(try clock.measure { for each in signed { try ledger.submit(each) } } / .nanoseconds(1))
            var count = 0
            making.append(clock.measure { count = ledger.makeBlock(at: 0).extrinsics.count } / .nanoseconds(1))
            guard count == Self.extrinsics + 1 else { throw RPCFailure.internalError }
        }
        return .object([
            "extrinsics": .integer(Int64(Self.extrinsics)),
            "taking": .integer(Int64(taking.sorted()[2]) / Int64(Self.extrinsics)),
            "making": .integer(Int64(making.sorted()[2])),
        ])
    }

    private func median(_ count: Int, _ body: () throws -> Void) rethrows -> RPCValue {
        let clock = ContinuousClock()
        let times = try (0..<count).map { _ in try clock.measure(body) / .nanoseconds(1) }.sorted()
        return .integer(Int64(times[count / 2]))
    }
}
