import FoundationEssentials
import Glibc

/// What the kernel has counted up to one moment, for everything that can spoil a measurement.
///
/// Two snapshots tell what happened between them.
struct MachineSnapshot {
    /// Nanoseconds that each processor was busy since the machine started, by its number.
    ///
    /// The kernel counts in ticks, mostly of 10 ms.
    private var busy: [Int: UInt64] = [:]
    /// Pages that were written to or read from swap space.
    private var swapped = 0
    /// How often a processor was slowed down because it was hot.
    private var throttled = 0

    /// Makes a snapshot of given counts.
    init(busy: [Int: UInt64] = [:], swapped: Int = 0, throttled: Int = 0) {
        self.busy = busy
        self.swapped = swapped
        self.throttled = throttled
    }

    /// Takes a snapshot.
    ///
    /// - Parameter processors: Those whose throttling matters.
    /// - Returns: The counts as they are now.
    static func take(of processors: [Int]) -> MachineSnapshot {
        var snapshot = MachineSnapshot()
        snapshot.busy = busyTimes()
        for line in lines("/proc/vmstat") where line.hasPrefix("pswpin ") || line.hasPrefix("pswpout ") {
            snapshot.swapped += line.split(separator: " ").last.flatMap { Int($0) } ?? 0
        }
        for number in processors {
            let path = "/sys/devices/system/cpu/cpu\(number)/thermal_throttle/core_throttle_count"
            snapshot.throttled += lines(path).first.flatMap { Int($0) } ?? 0
        }
        return snapshot
    }

    /// Nanoseconds that processors were busy between an earlier snapshot and this one, all together.
    func busyTime(since earlier: MachineSnapshot, on processors: [Int]) -> UInt64 {
        processors.reduce(0) { sum, number in
            let (before, after) = (earlier.busy[number] ?? 0, busy[number] ?? 0)
            return sum + (after > before ? after - before : 0)
        }
    }

    /// The processors that the machine has.
    var processors: [Int] { busy.keys.sorted() }

    /// Whether memory went to swap space or came from it meanwhile.
    func hasSwapped(since earlier: MachineSnapshot) -> Bool { swapped > earlier.swapped }

    /// Whether a processor was slowed down meanwhile.
    func hasThrottled(since earlier: MachineSnapshot) -> Bool { throttled > earlier.throttled }

    /// The lines `cpuN` of `/proc/stat`: ticks as user, nice, system, idle, iowait, irq, softirq, steal.
    private static func busyTimes() -> [Int: UInt64] {
        let tick = UInt64(1_000_000_000 / max(1, sysconf(Int32(_SC_CLK_TCK))))
        var times: [Int: UInt64] = [:]
        for line in lines("/proc/stat") where line.hasPrefix("cpu") {
            let words = line.split(separator: " ")
            let ticks = words.dropFirst().prefix(8).compactMap { UInt64($0) }
            guard let number = Int(words[0].dropFirst(3)), ticks.count == 8 else { continue }
            times[number] = (ticks.reduce(0, +) - ticks[3] - ticks[4]) * tick
        }
        return times
    }

    private static func lines(_ path: String) -> [Substring] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    }
}
