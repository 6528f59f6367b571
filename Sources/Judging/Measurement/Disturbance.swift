/// Something about the machine that may have made a run slower than it was.
///
/// The raw value is stable: it is stored and published beside the run.
package enum Disturbance: String, Sendable, Hashable, Codable, CaseIterable {
    /// Others used the machine just before the run.
    case busyBefore = "busy_before"
    /// Others used the contestant's processors during the run.
    case busyDuring = "busy_during"
    /// The processors do not run at full frequency all the time.
    case frequencyGovernor = "frequency_governor"
    /// A processor was slowed down because it was hot.
    case throttled
    /// Memory went to swap space or came from it.
    case swapped

    /// One sentence for people.
    package var sentence: String {
        switch self {
        case .busyBefore: "others used the machine just before the run"
        case .busyDuring: "others used the contestant's processors during the run"
        case .frequencyGovernor: "a processor's frequency governor is not performance"
        case .throttled: "a processor was slowed down because it was hot"
        case .swapped: "memory was moved to or from swap space"
        }
    }
}
