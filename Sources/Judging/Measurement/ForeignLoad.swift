import FoundationEssentials
import Glibc

/// How busy the machine is while nothing of ours runs.
package enum ForeignLoad {
    /// The share above which a measurement is marked, and above which a strict gate does not start.
    package static let limit = 0.05

    /// Watches the machine for a while.
    ///
    /// - Returns: The share of all processors' time that was used, from 0 to 1.
    package static func measure(over duration: Duration = .milliseconds(100)) -> Double {
        let before = times()
        usleep(UInt32(clamping: duration.wholeMicroseconds))
        let after = times()
        let total = after.total - before.total
        return total > 0 ? Double(after.busy - before.busy) / Double(total) : 0
    }

    /// The first line of `/proc/stat`: ticks as user, nice, system, idle, iowait, irq, softirq, steal.
    private static func times() -> (busy: Int, total: Int) {
        guard
            let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
            let line = text.split(separator: "\n").first
        else { return (0, 0) }
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
        guard ticks.count == 8 else { return (0, 0) }
        let total = ticks.reduce(0, +)
        return (total - ticks[3] - ticks[4], total)
    }
}

extension Duration {
    fileprivate var wholeMicroseconds: UInt64 {
        UInt64(max(0, components.seconds)) * 1_000_000 + UInt64(max(0, components.attoseconds) / 1_000_000_000_000)
    }
}
