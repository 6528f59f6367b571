import Substrate

extension NodeMethods {
    /// The most keys that are answered at once.
    static let mostKeys = 1000

    static let state = [
        NodeMethod("state_getMetadata", "The metadata of version 14.") { ledger, _ in
            .string(ledger.runtime.version14Text)
        },
        NodeMethod("state_getRuntimeVersion", "The versions of rules and extrinsics.") { _, _ in .runtimeVersion },
        NodeMethod("chain_getRuntimeVersion", "The same.") { _, _ in .runtimeVersion },
        NodeMethod("state_call", "Calls a function of the runtime.", answer: call),
        NodeMethod("state_getStorage", "A stored value by its key, as it was after a block.", answer: storage),
        NodeMethod("state_getStorageAt", "The same.", answer: storage),
        NodeMethod("state_getStorageSize", "How many bytes a stored value has.") { ledger, parameters in
            let key = try parameters.bytes(0)
            return try read(ledger, parameters.hash(1)) { state in
                state.stored(key).map { .integer(Int64($0.count)) } ?? .null
            }
        },
        NodeMethod("state_getStorageHash", "BLAKE2b-256 of a stored value.") { ledger, parameters in
            let key = try parameters.bytes(0)
            return try read(ledger, parameters.hash(1)) { state in
                state.stored(key).map { .hash(Hash256(blake2bOf: $0)) } ?? .null
            }
        },
        NodeMethod("state_queryStorageAt", "Several stored values.", answer: queryStorage),
        NodeMethod("state_getKeysPaged", "Keys that begin with a prefix, in order, a page of them.") {
            try keys(
                $0,
                prefix: $1.bytes(0),
                count: $1.number(1, in: 0...mostKeys),
                start: $1[2] == nil ? [] : $1.bytes(2),
                $1.hash(3)
            )
        },
        NodeMethod("state_getKeysPagedAt", "The same.") {
            try keys(
                $0,
                prefix: $1.bytes(0),
                count: $1.number(1, in: 0...mostKeys),
                start: $1[2] == nil ? [] : $1.bytes(2),
                $1.hash(3)
            )
        },
        NodeMethod("state_getKeys", "The first keys that begin with a prefix.") {
            try keys($0, prefix: $1.bytes(0), count: mostKeys, start: [], $1.hash(1))
        },
    ]

    private static func call(_ ledger: Ledger, _ parameters: RPCParameters) throws -> RPCValue {
        let symbol = try parameters.text(0)
        let arguments = try parameters.bytes(1)
        let answer = try read(ledger, parameters.hash(2)) { state in
            do {
                return try ledger.runtime.answer(symbol, arguments, state, block: state.block).map(RPCValue.bytes)
                    ?? .null
            } catch let error as SubstrateError {
                throw RPCFailure.invalid("\(symbol): \(error.message)")
            }
        }
        guard answer != .null else {
            throw RPCFailure(
                code: 4003,
                message: "Client error: Execution failed: Other: Exported method \(symbol.prefix(128)) is not found"
            )
        }
        return answer
    }

    private static func storage(_ ledger: Ledger, _ parameters: RPCParameters) throws -> RPCValue {
        let key = try parameters.bytes(0)
        return try read(ledger, parameters.hash(1)) { $0.stored(key).map(RPCValue.bytes) ?? .null }
    }

    private static func queryStorage(_ ledger: Ledger, _ parameters: RPCParameters) throws -> RPCValue {
        let keys = try parameters.byteStrings(0, atMost: mostKeys)
        let hash = try parameters.hash(1) ?? ledger.head.hash
        return try read(ledger, hash) { state in .array([.storageChanges(keys, state, in: hash)]) }
    }

    private static func keys(
        _ ledger: Ledger,
        prefix: [UInt8],
        count: Int,
        start: [UInt8],
        _ hash: Hash256?
    ) throws -> RPCValue {
        try read(ledger, hash) { .array($0.keys(prefix, after: start, count: count).map(RPCValue.bytes)) }
    }

    private static func read(
        _ ledger: Ledger,
        _ hash: Hash256?,
        _ body: (StateSnapshot) throws -> RPCValue
    ) throws -> RPCValue {
        guard let value = try ledger.read(at: hash, body) else {
            throw RPCFailure.unknownBlock(hash ?? ledger.genesis)
        }
        return value
    }
}

extension RPCValue {
    /// Values as answers and notifications give them.
    static func storageChanges(_ keys: [[UInt8]], _ state: StateSnapshot, in block: Hash256) -> RPCValue {
        let changes = keys.map { key in
            RPCValue.array([.bytes(key), state.stored(key).map(RPCValue.bytes) ?? .null])
        }
        return .object(["block": .hash(block), "changes": .array(changes)])
    }

    static let runtimeVersion = RPCValue.object([
        "specName": .string(ChainVersion.name), "implName": .string(ChainVersion.name), "authoringVersion": .integer(1),
        "specVersion": .integer(Int64(ChainVersion.spec)), "implVersion": .integer(1), "apis": .array([]),
        "transactionVersion": .integer(Int64(ChainVersion.transaction)), "systemVersion": .integer(1),
        "stateVersion": .integer(1),
    ])
}
