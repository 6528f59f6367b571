/// What a server reads: a request, or a batch of them.
package enum RPCIncoming: Sendable, Hashable {
    case one(Result<RPCRequest, RPCFailure>)
    /// At least one; what is no request is answered in its place.
    case batch([Result<RPCRequest, RPCFailure>])

    /// Reads a text.
    ///
    /// What is wrong with it becomes the failure to answer with, as JSON-RPC demands.
    ///
    /// - Parameters:
    ///   - text: UTF-8 text of one message or batch.
    ///   - limit: The most bytes.
    package init(_ text: [UInt8], limit: Int = RPCLimits.requestBytes) {
        guard text.count <= limit, let value = try? RPCReader.value(text) else {
            self = .one(.failure(.parseError))
            return
        }
        guard case .array(let elements) = value else {
            self = .one(Self.request(value))
            return
        }
        guard 1...RPCLimits.batch ~= elements.count else {
            self = .one(.failure(.invalidRequest))
            return
        }
        self = .batch(elements.map(Self.request))
    }

    private static func request(_ value: RPCValue) -> Result<RPCRequest, RPCFailure> {
        guard value["jsonrpc"] == .string("2.0"), let method = value["method"]?.text,
            1...RPCLimits.nameBytes ~= method.utf8.count
        else { return .failure(.invalidRequest) }
        switch value["params"] {
        case .array, .object, nil: break
        default: return .failure(.invalidRequest)
        }
        let identifier = value["id"].map { value in Result { try RPCIdentifier(value) } }
        guard let identifier else {
            return .success(RPCRequest(method, value["params"] ?? .array([]), identifier: nil))
        }
        guard case .success(let identifier) = identifier else { return .failure(.invalidRequest) }
        return .success(RPCRequest(method, value["params"] ?? .array([]), identifier: identifier))
    }
}

/// What a client reads: an answer, answers to a batch, or a notification.
package enum RPCOutgoing: Sendable, Hashable {
    case response(RPCResponse)
    case batch([RPCResponse])
    case notification(RPCNotification)

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8 text of one message or batch.
    ///   - limit: The most bytes.
    /// - Throws: `SubstrateError` with `tooLarge`, `malformedJSON` or `malformedMessage`.
    package init(_ text: [UInt8], limit: Int = RPCLimits.answerBytes) throws {
        guard text.count <= limit else {
            throw SubstrateError(.tooLarge, "a message of \(text.count) bytes; \(limit) are read")
        }
        let value = try RPCReader.value(text)
        if case .array(let elements) = value {
            guard 1...RPCLimits.batch ~= elements.count else {
                throw SubstrateError(.malformedMessage, "a batch of \(elements.count) answers")
            }
            self = .batch(try elements.map(RPCResponse.init(json:)))
        } else if value["method"] != nil {
            self = .notification(try RPCNotification(json: value))
        } else {
            self = .response(try RPCResponse(json: value))
        }
    }
}

extension RPCResponse {
    fileprivate init(json value: RPCValue) throws {
        guard value["jsonrpc"] == .string("2.0") else { throw SubstrateError(.malformedMessage, "no JSON-RPC 2.0") }
        identifier = try RPCIdentifier(value["id"])
        switch (value["result"], value["error"]) {
        case (let result?, nil): self.result = .success(result)
        case (nil, let error?), (.null?, let error?): self.result = .failure(try RPCFailure(json: error))
        default: throw SubstrateError(.malformedMessage, "an answer with both a result and an error, or with neither")
        }
    }
}

extension RPCFailure {
    fileprivate init(json value: RPCValue) throws {
        guard let code = value["code"]?.number(Int64.self), let message = value["message"]?.text else {
            throw SubstrateError(.malformedMessage, "an error without code or message")
        }
        self.init(code: code, message: message, data: value["data"])
    }
}

extension RPCNotification {
    fileprivate init(json value: RPCValue) throws {
        guard value["jsonrpc"] == .string("2.0"), value["id"] == nil, let method = value["method"]?.text,
            let parameters = value["params"], let result = parameters["result"]
        else { throw SubstrateError(.malformedMessage, "neither an answer nor news for a subscription") }
        let subscription = try RPCIdentifier(parameters["subscription"])
        guard subscription != .null else { throw SubstrateError(.malformedMessage, "news for no subscription") }
        self.init(method, subscription: subscription, result: result)
    }
}
