import Chain
import Substrate

/// Why an extrinsic that is in a block did nothing.
struct DispatchFailure {
    /// The name, such as "SubtensorModule.NeuronNoValidatorPermit" or "Token.FundsUnavailable".
    let name: String
    /// What the chain's metadata says about it.
    let documentation: String

    /// Reads the event that says so.
    init(_ event: ChainEvent, _ metadata: Metadata) {
        let error = event.content["dispatch_error"] ?? event.content[0]
        let inner = error?.caseName == "Module" ? error?[0] ?? error : nil
        if let index = inner?["index"]?.number(UInt8.self), let bytes = inner?["error"]?.byteString,
            let match = try? metadata.error(palletIndex: index, error: bytes)
        {
            name = "\(match.pallet).\(match.error.name)"
            documentation = match.error.documentation.joined(separator: " ")
        } else {
            name = [error?.caseName, error?[0]?.caseName].compactMap(\.self).joined(separator: ".")
            documentation = ""
        }
    }

    /// The failure as the protocol of chains has it.
    var error: ChainError {
        let sentence = documentation.isEmpty ? "" : " (\(documentation.trimmingSuffix(".")))"
        return ChainError(Self.codes[name] ?? .refused, "the chain refused it: \(name)\(sentence)")
    }

    private static let codes: [String: ChainError.Code] = [
        "SubtensorModule.HotKeyNotRegisteredInSubNet": .notRegistered,
        "SubtensorModule.HotKeyNotRegisteredInNetwork": .notRegistered,
        "Commitments.AccountNotAllowedCommit": .notRegistered,
        "SubtensorModule.NeuronNoValidatorPermit": .notPermitted,
        "SubtensorModule.NotEnoughStakeToSetWeights": .notPermitted,
        "SubtensorModule.NotEnoughBalanceToStake": .notPermitted,
        "SubtensorModule.NonAssociatedColdKey": .notPermitted,
        "Token.FundsUnavailable": .notPermitted,
        "SubtensorModule.NoNeuronIdAvailable": .full,
        "SubtensorModule.UidVecContainInvalidOne": .invalidWeights,
        "SubtensorModule.WeightVecLengthIsLow": .invalidWeights,
        "SubtensorModule.DuplicateUids": .invalidWeights,
        "SubtensorModule.MaxWeightExceeded": .invalidWeights,
    ]
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
