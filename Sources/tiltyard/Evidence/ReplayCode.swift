import Arena
import ArgumentParser
import Foundation
import Records
import Rules

/// Where the code of submissions that are judged again comes from.
enum ReplayCode {
    /// An arena's records.
    case records(Records)
    /// The files of a folder, by their hashes.
    case files([Data])

    /// Reads all plain files of a folder that are no longer than code may be.
    static func folder(_ path: String) throws -> ReplayCode {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandFailure(.notFound, "there is no folder \(path)")
        }
        return .files(
            names.sorted().compactMap { name in
                let size = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int
                guard let size, size <= mostBytes else { return nil }
                return FileManager.default.contents(atPath: "\(path)/\(name)")
            }
        )
    }

    /// No rules let code be longer.
    private static let mostBytes = 64 << 20

    /// Returns the code of a submission, which has the hash that the log names.
    func find(_ hash: String, of submission: String) async throws -> Data {
        let found: Data? =
            switch self {
            case .records(let records): try await records.code(of: submission)
            case .files(let files): files.first { CodeHash(hash)?.matches($0) == true }
            }
        guard let found, CodeHash(hash)?.matches(found) == true else {
            throw CommandFailure(.notFound, "the code of \(submission) is not there: nothing has the hash \(hash)")
        }
        return found
    }
}
