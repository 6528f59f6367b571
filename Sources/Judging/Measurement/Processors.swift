import CSpawn
import FoundationEssentials
import Glibc

/// Who runs on which processors: the contestant has its own, host and referee stay off them.
package struct Processors: Sendable, Hashable {
    package var contestant: [Int]
    package var host: [Int]
    /// Whether host and referee have a processor that the contestant may not use.
    package var isSeparate: Bool { Set(contestant).isDisjoint(with: host) }

    /// Whether a processor of the host is the same core as one of the contestant's, by simultaneous multithreading.
    var shareCores: Bool {
        contestant.contains { number in
            let path = "/sys/devices/system/cpu/cpu\(number)/topology/thread_siblings_list"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
            return !Set(Self.numbers(in: text)).isDisjoint(with: host)
        }
    }

    /// The numbers in a list as the kernel writes it, such as `0,4-6`.
    static func numbers(in list: String) -> [Int] {
        list.split { $0 == "," || $0 == "\n" }.flatMap { part in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { return [Int]() }
            return Array(first...last)
        }
    }

    /// Divides the processors that this process may use: the contestant gets the last `cores` of them.
    package static func divide(cores: Int, available: [Int] = available()) -> Processors {
        let contestant = Array(available.suffix(cores))
        let rest = Array(available.dropLast(cores))
        return Processors(contestant: contestant, host: rest.isEmpty ? available : rest)
    }

    /// The processors that this process may use.
    package static func available() -> [Int] {
        var numbers = [Int32](repeating: 0, count: 1024)
        let count = tiltyard_processors(&numbers, numbers.count)
        return count > 0 ? numbers[..<Int(count)].map(Int.init) : [0]
    }

    /// Keeps the present thread, and those it starts, on the host's processors.
    package func confineHost() {
        let numbers = host.map(Int32.init)
        _ = tiltyard_confine(numbers, numbers.count)
    }
}
