import Foundation

/// Work that blocks, on a thread made for it and nothing else.
enum OwnThread {
    /// Runs `body` to its end on a new thread and returns what it returns.
    static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
        }
    }
}
