/// What happens when the machine is too busy for a fair measurement.
package enum EnvironmentGate: String, Sendable, Hashable, Codable {
    /// Nothing is measured until the machine is quiet.
    case strict
    /// The number is published and marked.
    case warn
    /// Nothing is looked at.
    case off
}
