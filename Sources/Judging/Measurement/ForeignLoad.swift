import Glibc

/// How busy the machine is while nothing of ours runs.
package enum ForeignLoad {
    /// What `doctor` calls busy.
    package static let usualLimit = 0.05
    /// How long the machine is watched before a run, in microseconds.
    static let watchTime: UInt32 = 100_000

    /// Watches the machine for a while.
    ///
    /// - Parameter microseconds: For how long.
    /// - Returns: The share of all processors' time that was used, from 0 to 1.
    package static func measure(microseconds: UInt32 = watchTime) -> Double {
        let before = MachineSnapshot.take(of: [])
        usleep(microseconds)
        return share(since: before, until: MachineSnapshot.take(of: []), microseconds: microseconds)
    }

    /// The share of all processors' time that was used between two snapshots.
    static func share(since before: MachineSnapshot, until after: MachineSnapshot, microseconds: UInt32) -> Double {
        let all = after.processors
        let possible = Double(microseconds) * 1000 * Double(max(1, all.count))
        return min(1, Double(after.busyTime(since: before, on: all)) / possible)
    }
}
