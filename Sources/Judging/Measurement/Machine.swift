import FoundationEssentials
import Glibc
import Sandbox

/// What this machine says about itself.
package enum Machine {
    /// The processor's name.
    package static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            if let name = line.split(separator: ":", maxSplits: 1).last { return trimmed(name) }
        }
        return "unknown"
    }

    /// The kernel's release.
    package static var kernel: String {
        trimmed((try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? "unknown")
    }

    /// The frequency governors of some processors, each named once; empty where the machine does not tell.
    package static func governors(of processors: [Int]) -> [String] {
        let all = processors.compactMap { number in
            try? String(
                contentsOfFile: "/sys/devices/system/cpu/cpu\(number)/cpufreq/scaling_governor",
                encoding: .utf8
            )
        }
        return Set(all.map(trimmed)).sorted()
    }

    /// The most memory that this process ever held, in bytes.
    package static var ownPeakMemory: Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            let kilobytes = line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
            return (kilobytes ?? 0) * 1024
        }
        return 0
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
    }
}
