import Foundation
import Judging
import Rules

/// A file with the runs of one submission: the result of an evaluation, or of a match against itself.
struct RecordedFile {
    let path: String
    let session: RecordedSession
    /// The SHA-256 of the code, and that of the rules.
    let codeHash: String
    let presetHash: String
    /// The processor's name.
    let processor: String

    /// Reads a file.
    ///
    /// - Parameter path: What `tiltyard match --json` or `tiltyard bench --json` printed, or the result of a job.
    /// - Throws: `CommandFailure` when it cannot be read, is neither, or holds runs of two different submissions.
    init(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.notFound, "cannot read \(path)")
        }
        self.path = path
        if let match = try? JSONDecoder().decode(MatchResult.self, from: data) {
            guard match.challenger.codeHash == match.champion.codeHash else {
                throw CommandFailure(.usage, "\(path) is a match between two different submissions")
            }
            session = RecordedSession(match)
            (codeHash, presetHash) = (match.challenger.codeHash, match.presetHash)
            processor = match.environment.processor
        } else if let evaluation = try? JSONDecoder().decode(EvaluationResult.self, from: data) {
            session = RecordedSession(evaluation)
            (codeHash, presetHash) = (evaluation.codeHash, evaluation.presetHash)
            processor = evaluation.environment.processor
        } else {
            throw CommandFailure(.damaged, "\(path) is no result of an evaluation or a match")
        }
    }

    /// Reads files that have to be about the same code on the same processor.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - mixesRules: Whether they may have been judged by different rules.
    /// - Returns: The files, in this order.
    /// - Throws: `CommandFailure` naming the first that does not go with the first one.
    static func read(_ paths: [String], mixesRules: Bool) throws -> [RecordedFile] {
        let files = try paths.map(RecordedFile.init)
        guard let first = files.first else { return [] }
        for file in files {
            guard file.codeHash == first.codeHash else { throw different(file, first, "code") }
            guard file.processor == first.processor else { throw different(file, first, "processor") }
            guard mixesRules || file.presetHash == first.presetHash else { throw different(file, first, "rules") }
        }
        return files
    }

    private static func different(_ file: RecordedFile, _ first: RecordedFile, _ what: String) -> CommandFailure {
        CommandFailure(
            .usage,
            "\(file.path) has another \(what) than \(first.path); noise is what varies when nothing else does"
        )
    }
}
