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
