import Chain
import Substrate

/// A block by number, hash and the hash of the one before.
struct BlockReference: Sendable, Hashable {
    let number: UInt64
    let hash: Hash256
    let parent: Hash256

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - header: The header as a node gives it.
    ///   - hash: Its hash.
    /// - Throws: `ChainError.Code.malformedAnswer`.
    init(header: RPCValue, hash: Hash256) throws {
        guard let number = Self.number(header), let parent = try header["parentHash"]?.hashOrNil("chain_getHeader")
        else { throw ChainError(.malformedAnswer, "the node sent a header without number or parent") }
        self.number = number
        self.hash = hash
        self.parent = parent
    }

    /// Asks a node for the newest block that it has for final.
    ///
    /// - Parameter call: Calls a method of the node.
    /// - Returns: The block.
    /// - Throws: `ChainError`, `behind` when it is told of a block and then not known.
    static func newestFinal(_ call: (String, [RPCValue]) async throws -> RPCValue) async throws -> BlockReference {
        guard let hash = try await call("chain_getFinalizedHead", []).hashOrNil("chain_getFinalizedHead") else {
            throw ChainError(.malformedAnswer, "the node has no final block")
        }
        let header = try await call("chain_getHeader", [.string(hash.description)])
        guard header != .null else {
            throw ChainError(.behind, "the node does not know the block \(hash), which is final")
        }
        return try BlockReference(header: header, hash: hash)
    }

    /// The number in a header, which nodes write as "0x" and hexadecimal digits; blocks of these chains count in 32 bits.
    static func number(_ header: RPCValue) -> UInt64? {
        guard let text = header["number"]?.text, text.hasPrefix("0x"), text.utf8.count <= 18 else { return nil }
        return UInt32(text.dropFirst(2), radix: 16).map { UInt64($0) }
    }
}

extension RPCValue {
    /// The hash that an answer is, or nil where the node knows none.
    func hashOrNil(_ what: @autoclosure () -> String) throws -> Hash256? {
        if self == .null { return nil }
        guard let text, let hash = try? Hash256(hexadecimal: text) else {
            throw ChainError(.malformedAnswer, "the node's answer to \(what()) is no hash")
        }
        return hash
    }

    /// The bytes that an answer is, or nil for `null`.
    func bytesOrNil(_ what: @autoclosure () -> String) throws -> [UInt8]? {
        if self == .null { return nil }
        guard let bytes = try? bytes() else {
            throw ChainError(.malformedAnswer, "the node's answer to \(what()) is no hexadecimal text")
        }
        return bytes
    }
}
