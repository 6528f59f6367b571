/// Why a preset could not be read.
///
/// Keys are dotted paths, such as `workload.width`.
package enum PresetError: Error, Sendable, Hashable {
    /// There is no preset of this name.
    case unknownName(String)
    /// There is no such file.
    case unreadable(String)
    /// The calibration is missing or is not the preset's.
    case calibration(String)
    /// The text is not JSON.
    case notJSON(String)
    /// A key that no preset has.
    case unknownKey(String)
    /// A key that every preset must have.
    case missingKey(String)
    /// A value of a type or form that its key does not take.
    case wrongValue(key: String, value: String)
    /// A value that breaks a rule of its key.
    case outOfRange(key: String, value: String, rule: String)
}

extension PresetError: CustomStringConvertible {
    /// One line for people, naming the key and the value.
    package var description: String {
        switch self {
        case .unknownName(let name): "no preset is named '\(name)'"
        case .unreadable(let path): "cannot read the preset \(path)"
        case .calibration(let reason): reason
        case .notJSON(let reason): "the preset is not JSON: \(reason)"
        case .unknownKey(let key): "unknown key '\(key)'"
        case .missingKey(let key): "missing key '\(key)'"
        case .wrongValue(let key, let value): "key '\(key)' does not take the value \(value)"
        case .outOfRange(let key, let value, let rule): "key '\(key)' is \(value) but \(rule)"
        }
    }
}
