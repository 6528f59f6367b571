import Glibc
import Synchronization

/// Reports on their way to the thread that draws; each arrival can be waited for on a descriptor.
///
/// Snapshots replace older ones, so what waits is bounded by what was asked for.
final class Mailbox: Sendable {
    private let reports = Mutex<[Report]>([])
    private let pipe: (read: Int32, write: Int32)

    /// The most that waits; what is older is dropped.
    private static let most = 256

    /// Makes an empty one.
    ///
    /// - Throws: `ConsoleError.Code.noTerminal` when the system has no pipe left.
    init() throws(ConsoleError) {
        pipe = try Signals.makePipe()
    }

    deinit {
        close(pipe.read)
        close(pipe.write)
    }

    /// Can be read from while something is there.
    var descriptor: Int32 { pipe.read }

    func post(_ report: Report) {
        reports.withLock { reports in
            if case .snapshot = report {
                reports.removeAll { if case .snapshot = $0 { true } else { false } }
            }
            if reports.count >= Self.most { reports.removeFirst() }
            reports.append(report)
        }
        var byte: UInt8 = 1
        _ = write(pipe.write, &byte, 1)
    }

    /// Takes everything that is there.
    func take() -> [Report] {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(pipe.read, &bytes, bytes.count) > 0 {}
        return reports.withLock { reports in
            defer { reports = [] }
            return reports
        }
    }
}
