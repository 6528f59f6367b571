import Substrate

/// A conversation with one client: what it asks, and what it is told of.
///
/// It knows nothing of sockets. Whoever owns it gives it texts and blocks one after the other, and sends what it returns.
package struct NodeSession {
    private let ledger: Ledger
    private let limits: NodeLimits
    /// Whether the client can be told of things later; over HTTP it cannot.
    private let takesSubscriptions: Bool
    private var subscriptions: [String: Subscription] = [:]
    private var begun: UInt64 = 0
    private var allowance: CallAllowance

    /// Begins a conversation.
    package init(_ ledger: Ledger, _ limits: NodeLimits, takesSubscriptions: Bool) {
        self.ledger = ledger
        self.limits = limits
        self.takesSubscriptions = takesSubscriptions
        allowance = CallAllowance(limits)
    }

    /// How many subscriptions there are.
    package var subscribed: Int { subscriptions.count }
}

extension NodeSession {
    /// Answers a message.
    ///
    /// - Parameters:
    ///   - text: The message: a request or a batch.
    ///   - now: The time, for the limit on calls.
    /// - Returns: What is to be sent, in order.
    package mutating func answer(_ text: [UInt8], at now: ContinuousClock.Instant) -> [[UInt8]] {
        var later: [RPCNotification] = []
        var messages: [[UInt8]] = []
        switch RPCIncoming(text, limit: limits.messageBytes) {
        case .one(let request):
            if let response = answer(request, at: now, &later) { messages.append(response.json) }
        case .batch(let requests):
            guard requests.count <= limits.batch else {
                return [RPCResponse(.failure(.batchTooLong(limits.batch)), identifier: .null).json]
            }
            let answers = answers(requests, at: now, &later)
            if !answers.isEmpty { messages.append(answers) }
        }
        return messages + later.map(\.json)
    }

    private mutating func answers(
        _ requests: [Result<RPCRequest, RPCFailure>],
        at now: ContinuousClock.Instant,
        _ later: inout [RPCNotification]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for request in requests {
            let isFull = bytes.count > limits.batchAnswerBytes
            let response =
                isFull ? Self.refuse(request, .answersTooLong) : answer(request, at: now, &later)
            guard let response else { continue }
            bytes.append(UInt8(ascii: bytes.isEmpty ? "[" : ","))
            bytes += response.json
        }
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "]")) }
        return bytes
    }

    private mutating func answer(
        _ request: Result<RPCRequest, RPCFailure>,
        at now: ContinuousClock.Instant,
        _ later: inout [RPCNotification]
    ) -> RPCResponse? {
        guard allowance.take(at: now) else { return Self.refuse(request, .tooManyCalls) }
        guard case .success(let call) = request else { return Self.refuse(request, .invalidRequest) }
        let result: Result<RPCValue, RPCFailure>
        do {
            result = .success(try value(of: call, &later))
        } catch let failure as RPCFailure {
            result = .failure(failure)
        } catch let refusal as Refusal {
            result = .failure(RPCFailure(refusal))
        } catch {
            result = .failure(.internalError)
        }
        return call.identifier.map { RPCResponse(result, identifier: $0) }
    }

    private static func refuse(_ request: Result<RPCRequest, RPCFailure>, _ failure: RPCFailure) -> RPCResponse? {
        switch request {
        case .success(let call): call.identifier.map { RPCResponse(.failure(failure), identifier: $0) }
        case .failure(let own): RPCResponse(.failure(own), identifier: .null)
        }
    }
}

extension NodeSession {
    private mutating func value(of call: RPCRequest, _ later: inout [RPCNotification]) throws -> RPCValue {
        let parameters = try RPCParameters(call.parameters)
        if let method = NodeMethods.method(call.method) { return try method.answer(ledger, parameters) }
        if let kind = SubscriptionKind.beginning(with: call.method) { return try begin(kind, parameters, &later) }
        if SubscriptionKind.ending(with: call.method) != nil {
            return .bool(subscriptions.removeValue(forKey: try parameters.text(0)) != nil)
        }
        guard call.method == "rpc_methods" else { throw RPCFailure.methodNotFound }
        return .object(["methods": .array(NodeMethods.names.map(RPCValue.string))])
    }

    private mutating func begin(
        _ kind: SubscriptionKind,
        _ parameters: RPCParameters,
        _ later: inout [RPCNotification]
    ) throws -> RPCValue {
        guard takesSubscriptions else { throw RPCFailure.noSubscriptions }
        guard subscriptions.count < limits.subscriptions else { throw RPCFailure.tooManySubscriptions }
        let (subject, first) = try subject(kind, parameters)
        begun += 1
        let name = "tiltyard-\(begun)"
        subscriptions[name] = Subscription(kind: kind, subject: subject)
        if let first { later.append(RPCNotification(kind.notification, subscription: .text(name), result: first)) }
        return .string(name)
    }

    /// What a subscription is about, and what it says at once.
    private func subject(
        _ kind: SubscriptionKind,
        _ parameters: RPCParameters
    ) throws -> (Subscription.Subject, RPCValue?) {
        switch kind {
        case .newHeads, .newHead, .finalizedHeads, .allHeads: return (.heads, .header(ledger.head))
        case .runtimeVersion, .runtimeVersionOfState: return (.version, .runtimeVersion)
        case .storage:
            let keys = parameters[0] == nil ? [] : try parameters.byteStrings(0, atMost: NodeMethods.mostKeys)
            let hash = ledger.head.hash
            let values = ledger.read(at: hash) { RPCValue.storageChanges(keys, $0, in: hash) }
            return (.storage(keys), keys.isEmpty ? nil : values)
        case .extrinsic: return (.extrinsic(try ledger.submit(try parameters.bytes(0))), "ready")
        }
    }

    /// Returns what subscriptions say about a block.
    package mutating func notifications(of news: BlockNews) -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for (name, subscription) in subscriptions.sorted(by: { $0.key < $1.key }) {
            let (results, isOver) = subscription.results(of: news, ledger)
            for result in results {
                let method = subscription.kind.notification
                messages.append(RPCNotification(method, subscription: .text(name), result: result).json)
            }
            if isOver { subscriptions.removeValue(forKey: name) }
        }
        return messages
    }
}

extension RPCFailure {
    static let tooManyCalls = RPCFailure(code: -32005, message: "Too many calls in a short time")
    static let tooManySubscriptions = RPCFailure(code: -32006, message: "Too many subscriptions on the connection")
    static let noSubscriptions = RPCFailure(code: -32601, message: "Subscriptions take a WebSocket")
    static let answersTooLong = RPCFailure(code: -32011, message: "The batch response was too large")

    static func batchTooLong(_ most: Int) -> RPCFailure {
        RPCFailure(code: -32010, message: "The batch has more than \(most) calls")
    }
}
