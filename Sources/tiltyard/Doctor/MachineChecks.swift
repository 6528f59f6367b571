import Foundation
import Glibc
import Judging
import Sandbox

/// Looks at the machine without changing it.
enum MachineChecks {
    static var all: [Capability] {
        [processors, memory, swap, clock, governor, load, user, cgroups] + cgroupLimits + [freezer, gpu]
    }

    private static var processors: Capability {
        let available = Processors.available()
        guard available.count > 1 else {
            return Capability(
                name: "processors",
                state: .degraded,
                detail: "one processor: host and contestant have to share it",
                forbidsRanking: true
            )
        }
        return Capability(name: "processors", state: .ok, detail: "\(available.count) usable, \(Machine.processor)")
    }

    private static var memory: Capability {
        let kilobytes = field("MemAvailable", in: "/proc/meminfo")
        let text = "\(Numbers.fixed(Double(kilobytes) / 1e6, 1)) GB available"
        guard kilobytes > 4_000_000 else {
            return Capability(name: "memory", state: .degraded, detail: "\(text); referee and contestant want 4 GB")
        }
        return Capability(name: "memory", state: .ok, detail: text)
    }

    private static var swap: Capability {
        field("SwapTotal", in: "/proc/meminfo") == 0
            ? Capability(name: "swap", state: .ok, detail: "none, so that no run can be slowed by it")
            : Capability(name: "swap", state: .degraded, detail: "on; a run may be slowed by it")
    }

    private static var clock: Capability {
        let path = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
        let source = text(path) ?? "unknown"
        let isFast = ["tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"].contains(source)
        return Capability(
            name: "clock",
            state: isFast ? .ok : .degraded,
            detail: "clock source \(source), read as CLOCK_MONOTONIC_RAW"
        )
    }

    private static var governor: Capability {
        guard let governor = text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") else {
            return Capability(name: "frequency_governor", state: .absent, detail: "the machine does not show one")
        }
        return governor == "performance"
            ? Capability(name: "frequency_governor", state: .ok, detail: governor)
            : Capability(
                name: "frequency_governor",
                state: .degraded,
                detail: "\(governor); performance gives steadier times"
            )
    }

    private static var load: Capability {
        let share = ForeignLoad.measure(microseconds: 300_000)
        let text = "\(Numbers.fixed(share * 100, 1)) % of all processors are used by others"
        return share > ForeignLoad.usualLimit
            ? Capability(name: "quiet", state: .degraded, detail: "\(text); a strict gate would wait")
            : Capability(name: "quiet", state: .ok, detail: text)
    }

    private static var user: Capability {
        Rights.isRoot
            ? Capability(
                name: "launcher_rights",
                state: .ok,
                detail: "root starts the launcher; every sandbox gets a user of its own"
            )
            : Capability(
                name: "launcher_rights",
                state: .degraded,
                detail: "no root: sandboxes run as user \(geteuid()) and cannot be told apart"
            )
    }

    private static var cgroups: Capability {
        let host = CgroupHost.detect()
        return host.layout == .none
            ? Capability(name: "cgroups", state: .degraded, detail: "none can be used", forbidsRanking: true)
            : Capability(name: "cgroups", state: .ok, detail: host.layout.rawValue)
    }

    private static var cgroupLimits: [Capability] {
        let host = CgroupHost.detect()
        return [("memory", false), ("pids", false), ("cpuset", true)].map { controller, forbids in
            host.limits(controller)
                ? Capability(name: "limit_\(controller)", state: .ok, detail: "can be limited for a whole sandbox")
                : Capability(
                    name: "limit_\(controller)",
                    state: .degraded,
                    detail: "cannot be limited for a whole sandbox",
                    forbidsRanking: forbids
                )
        }
    }

    private static var freezer: Capability {
        CgroupHost.detect().canFreeze
            ? Capability(name: "freezer", state: .ok, detail: "all processes of a sandbox stop at one instant")
            : Capability(
                name: "freezer",
                state: .degraded,
                detail: "processes are stopped one after another",
                forbidsRanking: true
            )
    }

    private static var gpu: Capability {
        FileManager.default.fileExists(atPath: "/dev/nvidiactl")
            ? Capability(
                name: "gpu",
                state: .degraded,
                detail: "an NVIDIA driver is there; judging on it is built to its documentation and has not been tried"
            )
            : Capability(name: "gpu", state: .absent, detail: "no NVIDIA driver; the demo needs none")
    }

    private static func field(_ name: String, in path: String) -> Int {
        for line in (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
        where line.hasPrefix("\(name):") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }

    private static func text(_ path: String) -> String? {
        (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
