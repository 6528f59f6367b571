import FoundationEssentials

/// A server that can be asked: the real one, or one of a test.
protocol ArenaServer: Sendable {
    /// Asks for a document.
    ///
    /// - Parameters:
    ///   - path: The path of the API with its query, such as `/v1/board?limit=200`.
    ///   - tag: The tag of the answer that is known already.
    /// - Returns: The answer.
    /// - Throws: `ConsoleError`.
    func ask(_ path: String, tag: String?) async throws(ConsoleError) -> Answer

    /// Listens to events until the server ends the stream or the task is cancelled.
    ///
    /// - Parameters:
    ///   - last: The number of the last event that is known.
    ///   - hear: Is given the bytes of the stream as they come.
    /// - Throws: `ConsoleError`.
    func listen(after last: String?, hear: @Sendable (Data) async -> Void) async throws(ConsoleError)
}

/// What a server answers.
enum Answer: Sendable, Hashable {
    case unchanged
    case document(Data, tag: String?)
}
