import FoundationEssentials
import Glibc
import Judging

/// Progress as one JSON object a line on the standard output.
enum ProgressLine {
    static func write(_ progress: Judge.Progress) {
        guard var line = try? JSONEncoder().encode(progress) else { return }
        line.append(UInt8(ascii: "\n"))
        _ = line.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
    }

    static func read(_ line: String) -> Judge.Progress? {
        try? JSONDecoder().decode(Judge.Progress.self, from: Data(line.utf8))
    }
}
