import Substrate

extension RPCFailure {
    /// What a client is told of a refusal, with the numbers and words of the network's nodes.
    init(_ refusal: Refusal) {
        switch refusal {
        case .malformed(let why): self = .invalidFormat(why)
        case .badSignature: self = .invalidTransaction("Transaction has a bad signature")
        case .outdated: self = .invalidTransaction("Transaction is outdated")
        case .expired: self = .invalidTransaction("Transaction has an ancient birth block")
        case .tooFarAhead: self = .invalidTransaction("Transaction will be valid in the future")
        case .cannotPay:
            self = .invalidTransaction("Inability to pay some fees (e.g. account balance too low)")
        case .notSigned: self = .invalidTransaction("Transaction call is not expected")
        case .known: self = RPCFailure(code: 1013, message: "Transaction is already imported")
        case .tooLittleTip:
            self = RPCFailure(
                code: 1014,
                message: "Priority is too low",
                data: "The transaction has too low priority to replace another transaction already in the pool."
            )
        case .full:
            self = RPCFailure(
                code: 1016,
                message: "Immediately Dropped",
                data: "The transaction couldn't enter the pool because of the limit"
            )
        }
    }

    private static func invalidTransaction(_ why: String) -> RPCFailure {
        RPCFailure(code: 1010, message: "Invalid Transaction", data: .string(why))
    }

    private static func invalidFormat(_ why: String) -> RPCFailure {
        RPCFailure(code: 1001, message: "Extrinsic has invalid format", data: .string(why))
    }
}
