import Substrate

/// A method that answers from the chain alone.
struct NodeMethod: Sendable {
    let name: String
    let documentation: String
    let answer: @Sendable (Ledger, RPCParameters) throws -> RPCValue

    init(
        _ name: String,
        _ documentation: String,
        answer: @escaping @Sendable (Ledger, RPCParameters) throws -> RPCValue
    ) {
        self.name = name
        self.documentation = documentation
        self.answer = answer
    }
}

/// All methods of a node.
enum NodeMethods {
    static let all = chain + state + author + system

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Returns a method by its name, or nil.
    static func method(_ name: String) -> NodeMethod? { byName[name] }

    /// The names of all methods, those for subscriptions included, in order.
    static var names: [String] {
        (all.map(\.name) + SubscriptionKind.allCases.flatMap { [$0.method, $0.ending] } + ["rpc_methods"]).sorted()
    }
}
