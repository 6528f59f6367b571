package import Foundation

/// The folder of attacks and honest optimisations.
package struct Corpus: Sendable {
    /// The folder's path.
    package let folder: String
    /// All submissions, honest ones first, by path.
    package let entries: [CorpusEntry]

    /// Reads every header below a folder.
    ///
    /// - Parameter folder: It holds `honest` and `attacks`.
    /// - Throws: `ArenaError.Code.unreadable`, naming what is wrong.
    package init(folder: String) throws {
        self.folder = folder
        let paths = ["honest", "attacks"].flatMap { Self.files(below: folder, in: $0) }
        guard !paths.isEmpty else { throw ArenaError(.unreadable, "there is no corpus in \(folder)") }
        entries = try paths.map { path in
            guard let text = try? String(contentsOfFile: "\(folder)/\(path)", encoding: .isoLatin1) else {
                throw ArenaError(.unreadable, "cannot read \(folder)/\(path)")
            }
            return try CorpusEntry(path: path, text: text)
        }
        let known = Set(paths)
        for entry in entries {
            if let twin = entry.twin, !known.contains(twin) {
                throw ArenaError(.unreadable, "\(entry.path) names the twin \(twin), which is not there")
            }
        }
    }

    /// The entries whose path contains a text, and the twins that they need.
    package func filtered(_ text: String?) -> [CorpusEntry] {
        guard let text, !text.isEmpty else { return entries }
        let chosen = entries.filter { $0.path.contains(text) }
        let twins = Set(chosen.compactMap { $0.isComparedInTime ? $0.twin : nil })
        return entries.filter { $0.path.contains(text) || twins.contains($0.path) }
    }

    /// The bytes of one submission.
    package func code(of entry: CorpusEntry) throws -> Data {
        guard let code = FileManager.default.contents(atPath: "\(folder)/\(entry.path)") else {
            throw ArenaError(.unreadable, "cannot read \(folder)/\(entry.path)")
        }
        return code
    }

    private static func files(below folder: String, in part: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: "\(folder)/\(part)")?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".py") && !$0.contains("__pycache__") }.sorted().map { "\(part)/\($0)" }
    }
}
