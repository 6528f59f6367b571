import Substrate

/// How long a few things take; medians, in nanoseconds.
enum Bench {
    static func run(metadata bytes: [UInt8]) throws -> RPCValue {
        let pair = try SecretURI("//Alice").keyPair()
        let message = [UInt8](repeating: 7, count: 100)
        let signature = try pair.sign(message)
        let metadata = try Metadata(bytes: bytes)
        return .object([
            "metadataBytes": .integer(Int64(bytes.count)),
            "metadataRead": try median(51) { _ = try Metadata(bytes: bytes) },
            "metadataWrite": try median(51) { _ = try metadata.encoded() },
            "sign": try median(501) { _ = try pair.sign(message) },
            "verify": try median(501) {
                guard pair.publicKey.hasSigned(message, signature) else { throw RPCFailure.internalError }
            },
        ])
    }

    private static func median(_ count: Int, _ body: () throws -> Void) rethrows -> RPCValue {
        let clock = ContinuousClock()
        let times = try (0..<count).map { _ in try clock.measure(body) / .nanoseconds(1) }.sorted()
        return .integer(Int64(times[count / 2]))
    }
}
