import Substrate

/// Puts values of answers together.
enum Answer {
    static func number(_ number: some UnsignedInteger) -> DynamicValue { .unsigned(UInt128(number)) }

    static func numbers(_ numbers: [some UnsignedInteger]) -> DynamicValue { .list(numbers.map { number($0) }) }

    static func flags(_ flags: [Bool]) -> DynamicValue { .list(flags.map(DynamicValue.bool)) }

    static func account(_ account: AccountID) -> DynamicValue { .bytes(account.bytes) }

    static func accounts(_ accounts: [AccountID]) -> DynamicValue { .list(accounts.map { account($0) }) }

    /// Bytes as texts of subnets are answered: each a number in compact form.
    static func letters(_ text: [UInt8]) -> DynamicValue { numbers(text) }

    static func some(_ value: DynamicValue) -> DynamicValue { .variant("Some", .list([value])) }

    static func option(_ value: DynamicValue?) -> DynamicValue { value.map(some) ?? .variant("None") }
}

extension RuntimeQuery {
    /// Returns a record of a type of an answer: zero but for what is given.
    ///
    /// - Parameters:
    ///   - shape: The record's type.
    ///   - values: What is not zero, by the names of the fields; a name that there is not is a mistake.
    /// - Returns: The record.
    /// - Throws: `SubstrateError` when the type is not part of the metadata.
    func record(_ shape: Shape, _ values: [String: DynamicValue]) throws -> DynamicValue {
        guard case .named(let named) = shape, case .fields(let fields) = named.content else {
            preconditionFailure("an answer's record has fields")
        }
        let names = Set(fields.compactMap(\.name))
        precondition(
            names.isSuperset(of: values.keys),
            "the answer has no fields \(Set(values.keys).subtracting(names))"
        )
        return .record(
            try fields.map { field in
                let name = field.name ?? ""
                return .init(name, try values[name] ?? runtime.zero(field.shape))
            }
        )
    }
}
