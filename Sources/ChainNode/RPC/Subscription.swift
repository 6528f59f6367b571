import Substrate

/// What clients can be told of as it happens.
enum SubscriptionKind: CaseIterable {
    case newHeads, newHead, finalizedHeads, allHeads, runtimeVersion, runtimeVersionOfState, storage, extrinsic

    /// The method that begins one.
    var method: String {
        switch self {
        case .newHeads: "chain_subscribeNewHeads"
        case .newHead: "chain_subscribeNewHead"
        case .finalizedHeads: "chain_subscribeFinalizedHeads"
        case .allHeads: "chain_subscribeAllHeads"
        case .runtimeVersion: "chain_subscribeRuntimeVersion"
        case .runtimeVersionOfState: "state_subscribeRuntimeVersion"
        case .storage: "state_subscribeStorage"
        case .extrinsic: "author_submitAndWatchExtrinsic"
        }
    }

    /// The method that ends one.
    var ending: String {
        switch self {
        case .newHeads: "chain_unsubscribeNewHeads"
        case .newHead: "chain_unsubscribeNewHead"
        case .finalizedHeads: "chain_unsubscribeFinalizedHeads"
        case .allHeads: "chain_unsubscribeAllHeads"
        case .runtimeVersion: "chain_unsubscribeRuntimeVersion"
        case .runtimeVersionOfState: "state_unsubscribeRuntimeVersion"
        case .storage: "state_unsubscribeStorage"
        case .extrinsic: "author_unwatchExtrinsic"
        }
    }

    /// The method of its notifications.
    var notification: String {
        switch self {
        case .newHeads, .newHead: "chain_newHead"
        case .finalizedHeads: "chain_finalizedHead"
        case .allHeads: "chain_allHead"
        case .runtimeVersion: "chain_runtimeVersion"
        case .runtimeVersionOfState: "state_runtimeVersion"
        case .storage: "state_storage"
        case .extrinsic: "author_extrinsicUpdate"
        }
    }

    static func beginning(with method: String) -> SubscriptionKind? { allCases.first { $0.method == method } }

    static func ending(with method: String) -> SubscriptionKind? { allCases.first { $0.ending == method } }
}

/// What one client is told of.
struct Subscription {
    /// What exactly.
    enum Subject {
        case heads
        case version
        /// Values under these keys; all changes when there are none.
        case storage([[UInt8]])
        case extrinsic(Hash256)
    }

    let kind: SubscriptionKind
    let subject: Subject

    /// What a block says to it, and whether that is the last.
    func results(of news: BlockNews, _ ledger: Ledger) -> (results: [RPCValue], isOver: Bool) {
        switch subject {
        case .heads: return ([.header(news.block)], false)
        case .version: return ([], false)
        case .storage(let keys):
            let changed = keys.isEmpty ? Array(news.changed) : keys.filter(news.changed.contains)
            guard !changed.isEmpty else { return ([], false) }
            let hash = news.block.hash
            let result = ledger.read(at: hash) { RPCValue.storageChanges(changed, $0, in: hash) }
            return (result.map { [$0] } ?? [], false)
        case .extrinsic(let hash):
            guard news.included[hash] == nil else {
                let block = RPCValue.hash(news.block.hash)
                return ([.object(["inBlock": block]), .object(["finalized": block])], true)
            }
            return news.dropped.contains(hash) ? (["invalid"], true) : ([], false)
        }
    }
}
