import Chain
import Substrate

extension ChainError {
    /// What a failure that a node answered means.
    init(_ failure: RPCFailure) {
        let detail = failure.data?.text.map { ": \($0)" } ?? ""
        let words = Self.bounded("\(failure.message)\(detail)")
        switch failure.code {
        case RPCFailure.methodNotFound.code:
            self.init(.unsupported, "the node has no such method: \(words)", cause: failure)
        case _ where words.contains("State already discarded"):
            self.init(.stateGone, "the node does not have the state of this block: \(words)", cause: failure)
        case _ where words.contains("UnknownBlock") || words.contains("Header was not found"):
            self.init(.behind, "the node does not know a block that it was asked about: \(words)", cause: failure)
        case 4003 where words.contains("not found"):
            self.init(.unsupported, "the chain has no such function: \(words)", cause: failure)
        case 1010, 1012, 1013, 1014, 1016:
            self.init(.refused, "the node did not take the extrinsic (\(failure.code)): \(words)", cause: failure)
        default: self.init(.nodeFailed, "the node answered with the error \(failure.code): \(words)", cause: failure)
        }
    }

    /// What a node says, as far as people read it.
    private static func bounded(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 }.prefix(300)))
    }

    /// The number and the words of the node's failure, if that was the cause.
    var failure: RPCFailure? { cause as? RPCFailure }
}
