/// What a request and its answer have in common.
package enum RPCIdentifier: Sendable, Hashable {
    case number(Int64)
    case text(String)
    /// The identifier of an answer to something that could not be read.
    case null

    init(_ value: RPCValue?) throws {
        switch value {
        case .integer(let number): self = .number(number)
        case .string(let text) where text.utf8.count <= RPCLimits.nameBytes: self = .text(text)
        case .null: self = .null
        default: throw SubstrateError(.malformedMessage, "a message's identifier is neither a number nor a short text")
        }
    }

    var value: RPCValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        case .null: .null
        }
    }
}

/// A call of a method, or a word that wants no answer.
package struct RPCRequest: Sendable, Hashable {
    /// Answers carry the same; nil when no answer is wanted.
    package var identifier: RPCIdentifier?
    /// The method, such as "state_getStorage".
    package var method: String
    /// What the method is given: an array, or an object.
    package var parameters: RPCValue

    /// Makes a request.
    package init(_ method: String, _ parameters: RPCValue = .array([]), identifier: RPCIdentifier?) {
        self.method = method
        self.parameters = parameters
        self.identifier = identifier
    }
}

/// Why a method did not answer.
package struct RPCFailure: Error, Sendable, Hashable {
    /// A number; those of JSON-RPC itself are negative.
    package var code: Int64
    /// A sentence.
    package var message: String
    /// More about it, if there is.
    package var data: RPCValue?

    /// Describes a failure.
    package init(code: Int64, message: String, data: RPCValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The text is not JSON.
    package static let parseError = RPCFailure(code: -32700, message: "Parse error")
    /// The JSON is not a request.
    package static let invalidRequest = RPCFailure(code: -32600, message: "Invalid Request")
    /// There is no such method.
    package static let methodNotFound = RPCFailure(code: -32601, message: "Method not found")
    /// The method takes other parameters.
    package static let invalidParameters = RPCFailure(code: -32602, message: "Invalid params")
    /// The server failed.
    package static let internalError = RPCFailure(code: -32603, message: "Internal error")
}

/// The answer to a request.
package struct RPCResponse: Sendable, Hashable {
    /// The request's.
    package var identifier: RPCIdentifier
    /// What came of it.
    package var result: Result<RPCValue, RPCFailure>

    /// Makes an answer.
    package init(_ result: Result<RPCValue, RPCFailure>, identifier: RPCIdentifier) {
        self.result = result
        self.identifier = identifier
    }
}

/// Something new for a subscription.
package struct RPCNotification: Sendable, Hashable {
    /// The kind, such as "chain_newHead".
    package var method: String
    /// What the request to subscribe was answered with.
    package var subscription: RPCIdentifier
    /// What is new.
    package var result: RPCValue

    /// Makes a notification.
    package init(_ method: String, subscription: RPCIdentifier, result: RPCValue) {
        self.method = method
        self.subscription = subscription
        self.result = result
    }
}

/// What is accepted of a message.
package enum RPCLimits {
    /// The most bytes of a text that a server reads, which an extrinsic of a few megabytes still fits.
    package static let requestBytes = 15 << 20
    /// The most bytes of a text that a client reads; metadata and lists of keys are large.
    package static let answerBytes = 64 << 20
    /// The most messages in a batch.
    package static let batch = 1000
    /// The most bytes of a method's name or of an identifier.
    package static let nameBytes = 256
}
