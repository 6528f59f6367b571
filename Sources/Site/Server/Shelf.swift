import Hummingbird
import Synchronization

/// Answers that were made already, as long as nothing new was recorded.
final class Shelf: Sendable {
    private struct Entry {
        let version: ArenaMoment.Version
        let made: ContinuousClock.Instant
        let content: Content
    }

    private let source: ArenaSource
    private let freshness: Duration
    private let entries = Mutex<[String: Entry]>([:])

    /// How many answers are kept at most, and the longest address that is worth it.
    private static let most = 256
    private static let longestAddress = 256

    init(source: ArenaSource, freshness: Duration) {
        self.source = source
        self.freshness = freshness
    }

    /// Returns the answer to a request: one that was made, or a new one, for which no more is read than it needs.
    func content(
        for request: Request,
        _ context: SiteContext,
        make: @Sendable (MomentCall) async throws -> Content
    ) async throws -> Content {
        let moment = try await source.moment()
        let address = request.uri.string
        if let content = kept(address, moment.version) { return content }
        let content = try await make(MomentCall(request, context, moment: moment))
        if address.utf8.count <= Self.longestAddress { keep(content, address, moment.version) }
        return content
    }

    private func kept(_ address: String, _ version: ArenaMoment.Version) -> Content? {
        entries.withLock { entries in
            guard let entry = entries[address], entry.version == version,
                entry.made.duration(to: .now) < freshness
            else { return nil }
            return entry.content
        }
    }

    private func keep(_ content: Content, _ address: String, _ version: ArenaMoment.Version) {
        entries.withLock { entries in
            if entries.count >= Self.most { entries = entries.filter { $0.value.version == version } }
            if entries.count >= Self.most { entries.removeAll() }
            entries[address] = Entry(version: version, made: .now, content: content)
        }
    }
}
