import Substrate

extension NodeMethods {
    static let author = [
        NodeMethod("author_submitExtrinsic", "Takes an extrinsic; answers its hash.") { ledger, parameters in
            .hash(try ledger.submit(try parameters.bytes(0)))
        },
        NodeMethod("author_pendingExtrinsics", "The extrinsics that wait.") { ledger, _ in
            .array(ledger.withContents { contents in contents.pool.inOrder.map(\.bytes) }.map(RPCValue.bytes))
        },
        NodeMethod("payment_queryInfo", "What an extrinsic would cost.") { ledger, parameters in
            let bytes = try parameters.bytes(0)
            let pays = (try? Extrinsic(bytes, metadata: ledger.runtime.metadata))
                .flatMap { try? ledger.runtime.call($0.call).entry.paysFee }
            guard let pays else { throw RPCFailure.invalid("this is no extrinsic of the chain") }
            let fee = pays ? TransactionPaymentPallet.fee(bytes: bytes.count) : 0
            return .object([
                "class": "normal", "partialFee": .string(String(fee)),
                "weight": .object(["ref_time": .integer(Int64(DispatchInfo.weight)), "proof_size": .integer(0)]),
            ])
        },
    ]

    static let system = [
        NodeMethod("system_accountNextIndex", "The nonce for an account's next extrinsic.", answer: nonce),
        NodeMethod("account_nextIndex", "The same.", answer: nonce),
        NodeMethod("system_chain", "The name of the chain.") { _, _ in "Bittensor" },
        NodeMethod("system_chainType", "The kind of chain.") { _, _ in "Development" },
        NodeMethod("system_name", "The name of the node.") { _, _ in "tiltyard" },
        NodeMethod("system_version", "The version of the node.") { _, _ in "1" },
        NodeMethod("system_properties", "How addresses and amounts are written.") { _, _ in
            .object(["ss58Format": .integer(42), "tokenDecimals": .integer(9), "tokenSymbol": "TAO"])
        },
        NodeMethod("system_health", "That the node is well and alone.") { _, _ in
            .object(["peers": .integer(0), "isSyncing": .bool(false), "shouldHavePeers": .bool(false)])
        },
        NodeMethod("system_syncState", "How far the chain is.") { ledger, _ in
            let number = Int64(ledger.head.number)
            return .object([
                "startingBlock": .integer(0), "currentBlock": .integer(number), "highestBlock": .integer(number),
            ])
        },
    ]

    private static func nonce(_ ledger: Ledger, _ parameters: RPCParameters) throws -> RPCValue {
        .integer(Int64(ledger.nextNonce(of: try parameters.account(0))))
    }
}
