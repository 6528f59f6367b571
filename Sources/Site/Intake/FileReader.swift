import Foundation
import Hummingbird
import Intake
import Rules
import Synchronization

/// Reads the files of submissions: one of each hotkey at a time.
final class FileReader: Sendable {
    private let hotkeys = Mutex<Set<Hotkey>>([])

    /// Reads a body, no more of it than a submission may have, and for no longer than fetching one may take.
    ///
    /// - Throws: `SiteError.Code.busy` while another file of the hotkey is on its way, and `IntakeError` with `tooLarge` or
    ///   `fetchTimedOut`.
    func file(of request: Request, from hotkey: Hotkey, limits: IntakeLimits) async throws -> Data {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limits.code.bytes {
            throw Self.tooLarge(limits)
        }
        guard hotkeys.withLock({ $0.insert(hotkey).inserted }) else {
            throw SiteError(.busy, "Another file of this hotkey is on its way.", fields: [.retryAfter: "5"])
        }
        defer { hotkeys.withLock { _ = $0.remove(hotkey) } }
        return try await withThrowingTaskGroup(of: Data.self) { tasks in
            tasks.addTask { try await Self.read(request.body, limits) }
            tasks.addTask {
                try await Task.sleep(for: limits.fetchTime.duration)
                throw IntakeError(.fetchTimedOut, "The file did not arrive in time.")
            }
            defer { tasks.cancelAll() }
            guard let code = try await tasks.next() else { throw CancellationError() }
            return code
        }
    }

    private static func read(_ body: RequestBody, _ limits: IntakeLimits) async throws -> Data {
        var code = Data()
        for try await part in body {
            guard code.count + part.readableBytes <= limits.code.bytes else { throw tooLarge(limits) }
            code.append(contentsOf: part.readableBytesView)
        }
        return code
    }

    private static func tooLarge(_ limits: IntakeLimits) -> IntakeError {
        IntakeError(.tooLarge, "The code is larger than \(limits.code).")
    }
}
