import Substrate

extension NodeMethods {
    static let chain = [
        NodeMethod("chain_getHead", "The hash of the newest block.") { ledger, _ in .hash(ledger.head.hash) },
        NodeMethod("chain_getFinalizedHead", "The same: every block is final.") { ledger, _ in
            .hash(ledger.head.hash)
        },
        NodeMethod("chain_getFinalisedHead", "Another spelling.") { ledger, _ in .hash(ledger.head.hash) },
        NodeMethod("chain_getBlockHash", "The hash of a block by number, or of each of a list.", answer: blockHash),
        NodeMethod("chain_getHeader", "The header of a block, the newest if none is named.") { ledger, parameters in
            try block(ledger, parameters).map(RPCValue.header) ?? .null
        },
        NodeMethod("chain_getBlock", "A block, the newest if none is named.") { ledger, parameters in
            guard let block = try block(ledger, parameters) else { return .null }
            return .object([
                "block": .object([
                    "header": .header(block), "extrinsics": .array(block.extrinsics.map(RPCValue.bytes)),
                ]),
                "justifications": .null,
            ])
        },
    ]

    private static func block(_ ledger: Ledger, _ parameters: RPCParameters) throws -> Block? {
        guard let hash = try parameters.hash(0) else { return ledger.head }
        return ledger.block(hash)
    }

    private static func blockHash(_ ledger: Ledger, _ parameters: RPCParameters) throws -> RPCValue {
        guard let value = parameters[0] else { return .hash(ledger.head.hash) }
        if case .array(let numbers) = value, numbers.count <= RPCLimits.batch {
            return .array(try numbers.map { try hash(ledger, $0) })
        }
        return try hash(ledger, value)
    }

    private static func hash(_ ledger: Ledger, _ value: RPCValue) throws -> RPCValue {
        guard let number = value.number(UInt64.self) ?? value.text.flatMap(number) else {
            throw RPCFailure.invalid("a block's number is a number, or '0x' and digits")
        }
        return ledger.block(number: number).map { .hash($0.hash) } ?? .null
    }

    private static func number(_ text: String) -> UInt64? {
        text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    }
}

extension RPCValue {
    static func hash(_ hash: Hash256) -> RPCValue { .bytes(hash.bytes) }

    static func header(_ block: Block) -> RPCValue {
        .object([
            "parentHash": .hash(block.parent), "number": .string("0x" + String(block.number, radix: 16)),
            "stateRoot": .hash(block.stateRoot), "extrinsicsRoot": .hash(block.extrinsicsRoot),
            "digest": .object(["logs": .array([])]),
        ])
    }
}
