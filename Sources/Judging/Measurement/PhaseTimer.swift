import Sandbox

/// Adds up the wall time of an evaluation's phases.
struct PhaseTimer {
    private(set) var nanoseconds: [String: UInt64] = [:]
    private let began = RawInstant.now

    /// Runs `body` and adds its time to `phase`, whether it succeeds or not.
    mutating func time<Result>(_ phase: String, _ body: () throws -> Result) rethrows -> Result {
        let start = RawInstant.now
        defer { add(phase, RawInstant.now.nanoseconds(since: start)) }
        return try body()
    }

    mutating func add(_ phase: String, _ nanoseconds: UInt64) {
        self.nanoseconds[phase, default: 0] += nanoseconds
    }

    /// The phases and the whole since this timer was made.
    var all: [String: UInt64] {
        nanoseconds.merging(["total": RawInstant.now.nanoseconds(since: began)]) { own, _ in own }
    }
}
