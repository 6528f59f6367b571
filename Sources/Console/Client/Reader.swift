import FoundationEssentials
import Synchronization

/// Asks a server for documents, and keeps what has not changed.
final class Reader: Sendable {
    private struct Kept {
        let tag: String
        let value: any Sendable
    }

    private let server: any ArenaServer
    private let place: String
    private let kept = Mutex<[String: Kept]>([:])

    /// How many answers are kept.
    private static let most = 32

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - server: Who is asked.
    ///   - place: How it is called in sentences.
    init(server: any ArenaServer, place: String) {
        self.server = server
        self.place = place
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - type: What it is.
    ///   - path: Where it is.
    /// - Returns: What the server says, or said when nothing has changed.
    /// - Throws: `ConsoleError`; `foreign` when the answer is not what it should be.
    func read<Value: Decodable & Sendable>(_ type: Value.Type, _ path: String) async throws(ConsoleError) -> Value {
        let known = kept.withLock { $0[path] }
        let value = known?.value as? Value
        switch try await server.ask(path, tag: value == nil ? nil : known?.tag) {
        case .unchanged:
            guard let value else { throw ConsoleError(.foreign, "\(place) says that nothing has changed since never") }
            return value
        case .document(let data, let tag):
            let value = try decoded(type, data, path)
            kept.withLock { kept in
                if kept.count >= Self.most { kept.removeAll() }
                kept[path] = tag.map { Kept(tag: $0, value: value) }
            }
            return value
        }
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ data: Data, _ path: String) throws(ConsoleError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            let name = path.split(separator: "?").first ?? ""
            throw ConsoleError(.foreign, "\(place) answers, but not as a Tiltyard does (\(name))")
        }
    }
}

extension Reader {
    /// Asks whether there is a Tiltyard at all.
    func greet() async throws(ConsoleError) {
        _ = try await read(HealthReply.self, "/v1/health")
    }

    /// The most scores that a chart is drawn of.
    private static let mostPoints = 20_000

    /// Reads everything that is shown at once.
    func snapshot() async throws(ConsoleError) -> Snapshot {
        var history = try await read(HistoryReply.self, "/v1/history")
        history.points = history.points.suffix(Self.mostPoints)
        return Snapshot(
            board: try await read(BoardReply.self, "/v1/board?limit=200"),
            submissions: try await read(BoardReply.Part<SubmissionRow>.self, "/v1/submissions?limit=200").items,
            history: history,
            queue: try await read(QueueReply.self, "/v1/queue"),
            validator: try await read(ValidatorReply.self, "/v1/validator"),
            newest: try await read(BoardReply.Part<EventReply>.self, "/v1/events?limit=1").items.first
        )
    }

    func verdict(_ id: String) async throws(ConsoleError) -> Verdict {
        let path = "/v1/submissions/\(Self.escaped(id))"
        return Verdict(
            view: try await read(SubmissionReply.self, path),
            life: try await read(LifeReply.self, path + "/life")
        )
    }

    func code(_ id: String) async throws(ConsoleError) -> CodeText {
        try await read(CodeText.self, "/v1/submissions/\(Self.escaped(id))/code")
    }

    /// An id as a part of a path: a server could call a submission anything.
    static func escaped(_ id: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
        return id.utf8.prefix(200).map { byte in
            if plain.contains(byte) { return String(Unicode.Scalar(byte)) }
            let text = String(byte, radix: 16, uppercase: true)
            return "%" + (text.count == 1 ? "0" : "") + text
        }.joined()
    }
}
