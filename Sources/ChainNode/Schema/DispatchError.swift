package import Substrate

/// Why an extrinsic that was included did nothing.
package enum DispatchError: Error, Sendable, Hashable {
    /// The call has to be signed by another kind of account, or by none.
    case badOrigin
    /// An error of a pallet.
    case module(pallet: UInt8, error: UInt8)
    /// The balance does not allow it.
    case token(TokenFailure)

    /// What a balance does not allow; the raw value is the index in the metadata.
    package enum TokenFailure: UInt8, Sendable, CaseIterable {
        case fundsUnavailable, onlyProvider, belowMinimum, cannotCreate, unknownAsset, frozen, unsupported
        case cannotCreateHold, notExpendable, blocked
    }

    /// What stands for an error that a call threw.
    ///
    /// Calls throw these errors and those of their pallet; anything else would be a mistake in the call.
    init(thrown error: any Error) {
        switch error {
        case let error as DispatchError: self = error
        case let failure as any PalletFailure: self = failure.dispatchError
        default: preconditionFailure("a call threw \(error), which is no dispatch error")
        }
    }
}

extension DispatchError: ScaleDescribed {
    /// Reads what calls of this chain can throw.
    package init(from reader: inout ScaleReader) throws {
        switch try reader.byte() {
        case 2: self = .badOrigin
        case 3:
            let pallet = try reader.byte()
            self = .module(pallet: pallet, error: try reader.take(4)[0])
        case 7:
            guard let failure = TokenFailure(rawValue: try reader.byte()) else {
                throw SubstrateError(.malformedScale, "an unknown failure of a token")
            }
            self = .token(failure)
        case let other: throw SubstrateError(.malformedScale, "calls of this chain do not fail as \(other)")
        }
    }

    /// Writes the case and what belongs to it.
    package func write(to writer: inout ScaleWriter) {
        switch self {
        case .badOrigin: writer.byte(2)
        case .module(let pallet, let error):
            writer.byte(3)
            writer.byte(pallet)
            writer.append([error, 0, 0, 0])
        case .token(let failure):
            writer.byte(7)
            writer.byte(failure.rawValue)
        }
    }

    /// The variant type, with the cases that only other chains use as well.
    package static var shape: Shape {
        .variant(
            "sp_runtime::DispatchError",
            [
                .init("Other", 0), .init("CannotLookup", 1), .init("BadOrigin", 2),
                .init("Module", 3, [.init(shape: moduleError)]),
                .init("ConsumerRemaining", 4), .init("NoProviders", 5), .init("TooManyConsumers", 6),
                .init("Token", 7, [.init(shape: tokenError)]),
                .init("Arithmetic", 8, [.init(shape: arithmeticError)]),
                .init("Transactional", 9, [.init(shape: transactionalError)]),
                .init("Exhausted", 10), .init("Corruption", 11), .init("Unavailable", 12), .init("RootNotAllowed", 13),
            ]
        )
    }

    private static var moduleError: Shape {
        .composite("sp_runtime::ModuleError", ["index": .u8, "error": .array(4, .u8)])
    }

    private static var tokenError: Shape {
        .choice(
            "sp_runtime::TokenError",
            TokenFailure.allCases.map { "\($0)".prefix(1).uppercased() + "\($0)".dropFirst() }
        )
    }

    private static var arithmeticError: Shape {
        .choice("sp_arithmetic::ArithmeticError", ["Underflow", "Overflow", "DivisionByZero"])
    }

    private static var transactionalError: Shape {
        .choice("sp_runtime::TransactionalError", ["LimitReached", "NoLayer"])
    }
}
