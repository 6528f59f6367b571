@testable import ChainNode
@testable import Substrate

/// A conversation with a node, without a socket.
struct TestSession {
    var session: NodeSession
    var now = ContinuousClock.now

    init(_ ledger: Ledger, _ limits: NodeLimits = NodeLimits(), takesSubscriptions: Bool = true) {
        session = NodeSession(ledger, limits, takesSubscriptions: takesSubscriptions)
    }

    /// Sends a text and returns what comes back, read.
    mutating func send(_ text: String) throws -> [RPCValue] {
        try session.answer(Array(text.utf8), at: now).map(RPCReader.value)
    }

    /// Calls a method and returns the whole answer.
    mutating func answer(_ method: String, _ parameters: [RPCValue] = []) throws -> RPCValue {
        let request = RPCRequest(method, .array(parameters), identifier: .number(1))
        return try session.answer(request.json, at: now).first.map(RPCReader.value) ?? .null
    }

    mutating func result(_ method: String, _ parameters: [RPCValue] = []) throws -> RPCValue? {
        try answer(method, parameters)["result"]
    }

    mutating func errorCode(_ method: String, _ parameters: [RPCValue] = []) throws -> Int64? {
        try answer(method, parameters)["error"]?["code"]?.number()
    }
}

extension RPCValue {
    var elements: [RPCValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}

extension Ledger {
    /// What the next block means for those who watch.
    func newsOfNextBlock() -> BlockNews {
        let box = NewsBox()
        let number = observe { box.news = $0 }
        makeBlock(at: 0)
        stopObserving(number)
        guard let news = box.news else { preconditionFailure("observers are called before the block is returned") }
        return news
    }
}

/// Written and read by the one task that makes the block.
private final class NewsBox: @unchecked Sendable {
    var news: BlockNews?
}
