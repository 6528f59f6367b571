/// The number that a board is ranked by; more is better.
package enum Metric: String, Sendable, Hashable, Codable {
    /// Tokens a second.
    case tps
    /// Model FLOPs utilisation, a fraction of the machine's peak.
    case mfu
}
