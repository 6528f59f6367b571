/// What becomes of one key of the reference system's `hparams.json`.
struct PublishedKey: Sendable {
    /// What to do with its value.
    enum Effect: Sendable {
        /// It is written to a key of the preset; the conversion answers nil for a value of the wrong type.
        case set(String, @Sendable (JSONValue, Preset) -> JSONValue?)
        /// It has no effect here, for a reason.
        case unused(String)
    }

    let key: String
    let effect: Effect

    /// A key whose value is taken as it is.
    static func count(_ key: String, _ target: String) -> PublishedKey {
        PublishedKey(key: key, effect: .set(target) { value, _ in value.wholeNumber.map { .integer($0) } })
    }

    /// A key whose value is a number, which is multiplied.
    static func number(_ key: String, _ target: String, times factor: Double = 1) -> PublishedKey {
        PublishedKey(key: key, effect: .set(target) { value, _ in value.double.map { .number($0 * factor) } })
    }

    /// A key whose value is a percentage of what the preset writes as a fraction.
    static func percentage(_ key: String, _ target: String) -> PublishedKey {
        PublishedKey(key: key, effect: .set(target) { value, _ in value.double.map { .number($0 / 100) } })
    }

    /// A key without effect.
    static func unused(_ key: String, _ reason: String) -> PublishedKey {
        PublishedKey(key: key, effect: .unused(reason))
    }
}

extension JSONValue {
    /// A whole number, or nil for anything else.
    var wholeNumber: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The bytes of a size such as `32g`, or nil for anything else.
    var byteCount: Int64? {
        if let wholeNumber { return wholeNumber >= 0 ? wholeNumber : nil }
        guard case .string(let text) = self, let unit = text.lowercased().last else { return nil }
        let shift = ["b": 0, "k": 10, "m": 20, "g": 30][unit]
        let digits = shift == nil ? text[...] : text.dropLast()
        guard let count = Int64(digits), count >= 0, count < 1 << 24 || shift == nil else { return nil }
        return count << Int64(shift ?? 0)
    }
}
