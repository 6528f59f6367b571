import Hummingbird
import Synchronization

/// Answers that were made already, as long as nothing new was recorded.
///
/// One is known by its path and by those values of the query that its route reads: whatever else is asked for is the same
/// answer. Each is made by one at a time.
final class Shelf: Sendable {
    private let source: ArenaSource
    private let kept: Mutex<KeptAnswers>
    private let underWay = AnswersUnderWay()
    /// Whether anything is kept at all.
    private let isOpen: Bool

    init(source: ArenaSource, options: SiteOptions) {
        self.source = source
        isOpen = options.keptBytes > 0
        kept = Mutex(
            KeptAnswers(room: options.keptBytes, largest: options.keptAnswerBytes, freshness: options.freshness)
        )
    }

    /// How many answers are kept.
    var count: Int { kept.withLock { $0.count } }

    /// Returns the answer to a request: one that was made, or a new one, for which no more is read than it needs.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - path: The values of its path.
    ///   - names: The values of the query that the route reads.
    ///   - make: Makes the answer.
    /// - Returns: The answer.
    /// - Throws: What `make` throws, and errors of an arena that cannot be read.
    func content(
        for request: Request,
        path: Parameters,
        reading names: [String],
        make: @Sendable (MomentCall) async throws -> Content
    ) async throws -> Content {
        let call = MomentCall(request, path: path, moment: try await source.moment(), reading: names)
        guard isOpen else { return try await make(call) }
        let key = AnswerKey(path: request.uri.path, query: call.words, version: call.moment.version)
        if let content = content(key) { return content }
        return try await underWay.content(for: key) {
            if let content = content(key) { return content }
            let content = try await make(call)
            kept.withLock { $0.keep(content, key) }
            return content
        }
    }

    private func content(_ key: AnswerKey) -> Content? { kept.withLock { $0.content(key) } }
}
