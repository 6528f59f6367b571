/// Functions that take any bytes, for fuzzers and for tests that damage what is sound.
///
/// They trap when a parser breaks its word: what is read has to be written again as it was.
package enum FuzzEntry {
    /// Reads text as a node reads requests, and as a client reads answers.
    package static func message(_ bytes: [UInt8]) {
        if case .one(.success(let request)) = RPCIncoming(bytes) {
            precondition(RPCIncoming(request.json) == .one(.success(request)), "a request changes")
        }
        if case .response(let response)? = try? RPCOutgoing(bytes) {
            precondition((try? RPCOutgoing(response.json)) == .response(response), "an answer changes")
        }
    }
}
