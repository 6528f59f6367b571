extension RPCRequest {
    /// The request as an object.
    package var value: RPCValue {
        var members: [String: RPCValue] = ["jsonrpc": "2.0", "method": .string(method), "params": parameters]
        members["id"] = identifier?.value
        return .object(members)
    }

    /// The request as text.
    package var json: [UInt8] { value.json }
}

extension RPCResponse {
    /// The answer as an object.
    package var value: RPCValue {
        var members: [String: RPCValue] = ["jsonrpc": "2.0", "id": identifier.value]
        switch result {
        case .success(let result): members["result"] = result
        case .failure(let failure):
            var error: [String: RPCValue] = ["code": .integer(failure.code), "message": .string(failure.message)]
            error["data"] = failure.data
            members["error"] = .object(error)
        }
        return .object(members)
    }

    /// The answer as text.
    package var json: [UInt8] { value.json }
}

extension RPCNotification {
    /// The notification as an object.
    package var value: RPCValue {
        .object([
            "jsonrpc": "2.0", "method": .string(method),
            "params": .object(["subscription": subscription.value, "result": result]),
        ])
    }

    /// The notification as text.
    package var json: [UInt8] { value.json }
}

extension RPCValue: ExpressibleByStringLiteral {
    /// Makes a text.
    package init(stringLiteral text: String) { self = .string(text) }
}
