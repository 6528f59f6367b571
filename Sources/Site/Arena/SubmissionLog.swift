import APIModels
import Arena
import Foundation

/// What a submission printed while it was judged.
enum SubmissionLog {
    /// The most that is shown of one file, in bytes.
    static let longest = 65_536

    /// Reads the logs of a submission whose epoch is closed, so that nobody learns from them about runs to come.
    ///
    /// - Parameters:
    ///   - id: The submission.
    ///   - arena: Where it was judged.
    ///   - limit: The most that is read of one file, in bytes.
    /// - Returns: What each sandbox printed; empty when nothing was.
    /// - Throws: `SiteError` with `notPublicYet` or `notKept`.
    static func read(_ id: String, arena: ArenaSnapshot, limit: Int) async throws -> [LogReply] {
        let view = try await SubmissionView.read(id, records: arena.records, preset: arena.preset)
        guard view.outcome != nil, view.isEpochClosed else {
            throw SiteError(.notPublicYet, "A log is shown once the epoch of its submission is closed.")
        }
        guard let folder = view.jobFolder else { throw SiteError(.notKept, "The log is no longer kept.") }
        return view.logs.map { name in
            let handle = FileHandle(forReadingAtPath: "\(folder)/\(name)")
            let data = (try? handle?.read(upToCount: limit + 1)) ?? Data()
            try? handle?.close()
            return LogReply(
                file: name,
                text: String(decoding: data.prefix(limit), as: UTF8.self),
                isCut: data.count > limit
            )
        }
    }
}
