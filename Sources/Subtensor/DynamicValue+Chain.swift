import Chain
import Substrate

/// Short ways to say what calls are given.
extension DynamicValue {
    static func number(_ number: some UnsignedInteger) -> DynamicValue { .unsigned(UInt128(number)) }

    static func numbers(_ numbers: [UInt16]) -> DynamicValue { .list(numbers.map { .number($0) }) }

    static func account(_ account: AccountID) -> DynamicValue { .bytes(account.bytes) }
}

extension Optional where Wrapped == DynamicValue {
    /// The number that a value is.
    ///
    /// - Throws: `ChainError.Code.malformedAnswer`.
    func number<Number: FixedWidthInteger>(_ what: String, _ type: Number.Type = Number.self) throws -> Number {
        guard let number = self?.number(type) else {
            throw ChainError(.malformedAnswer, "'\(what)' on the chain is no number")
        }
        return number
    }

    /// The elements that a value has.
    ///
    /// - Throws: `ChainError.Code.malformedAnswer`.
    func list(_ what: String) throws -> [DynamicValue] {
        guard let elements = self?.elements else {
            throw ChainError(.malformedAnswer, "'\(what)' on the chain is no list")
        }
        return elements
    }
}
