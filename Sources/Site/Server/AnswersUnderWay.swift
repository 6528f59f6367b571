import Synchronization

/// Answers that are being made: whoever asks for one of them meanwhile waits for it.
final class AnswersUnderWay: Sendable {
    private typealias Waiting = CheckedContinuation<Result<Content, any Error>?, Never>

    private let waiting = Mutex<[AnswerKey: [Waiting]]>([:])

    /// Returns the answer that somebody makes already, or makes it for all who come meanwhile.
    ///
    /// - Throws: What the one who made it threw; an answer that was given up with its client is made by the next.
    func content(for key: AnswerKey, make: () async throws -> Content) async throws -> Content {
        while true {
            if begin(key) { return try await made(key, make) }
            if let result = await outcome(of: key) { return try result.get() }
        }
    }

    /// How many wait for an answer that another makes.
    func waiting(for key: AnswerKey) -> Int { waiting.withLock { $0[key]?.count ?? 0 } }

    private func begin(_ key: AnswerKey) -> Bool {
        waiting.withLock { waiting in
            guard waiting[key] == nil else { return false }
            waiting[key] = []
            return true
        }
    }

    private func made(_ key: AnswerKey, _ make: () async throws -> Content) async throws -> Content {
        let result: Result<Content, any Error>
        do { result = .success(try await make()) } catch { result = .failure(error) }
        let others = waiting.withLock { $0.removeValue(forKey: key) ?? [] }
        let isGivenUp = if case .failure = result { Task.isCancelled } else { false }
        for other in others { other.resume(returning: isGivenUp ? nil : result) }
        return try result.get()
    }

    /// How it went; nil when there is nothing to wait for any more.
    private func outcome(of key: AnswerKey) async -> Result<Content, any Error>? {
        await withCheckedContinuation { continuation in
            let isUnderWay = waiting.withLock { waiting in
                guard waiting[key] != nil else { return false }
                waiting[key]?.append(continuation)
                return true
            }
            if !isUnderWay { continuation.resume(returning: nil) }
        }
    }
}
