package import Chain
package import Foundation
package import Intake
package import Rules

/// Code that somebody may commit to, after the checks that a validator makes before it judges anything.
package struct Candidate: Sendable {
    /// The longest commitment in bytes that public networks take.
    package static let publicLimit = 128

    /// The bytes of the code.
    package let code: Data
    /// What would be committed to.
    package let commitment: CodeCommitment

    /// Reads a file on this machine, which is committed to as an upload.
    ///
    /// - Parameters:
    ///   - file: The file's path.
    ///   - limits: What a submission may be.
    /// - Returns: The code and its commitment.
    /// - Throws: `IntakeError`: `fetchFailed` when the file cannot be read, else the fault of its form.
    package static func read(file: String, limits: IntakeLimits) throws -> Candidate {
        let code = try CodeFile.read(file, limits: limits)
        let hash = CodeHash(of: code)
        return Candidate(code: code, commitment: try CodeCommitment(hash: hash, url: "upload:\(hash.text)"))
    }

    /// Reads a file as ``read(file:limits:)`` does.
    ///
    /// - Throws: `ArenaError` with `unreadable` or `refused`.
    static func checked(file: String, limits: IntakeLimits) throws -> Candidate {
        do {
            return try read(file: file, limits: limits)
        } catch let error as IntakeError {
            throw ArenaError(error.code == .fetchFailed ? .unreadable : .refused, error.sentence)
        }
    }

    /// Fetches code as a validator will.
    ///
    /// - Parameters:
    ///   - url: An http or https address.
    ///   - fetcher: Where its limits come from, too.
    ///   - limits: What a submission may be.
    /// - Returns: The code and its commitment.
    /// - Throws: `IntakeError`, or `ChainError.Code.malformedCommitment` when the address is too long to commit to.
    package static func fetch(url: String, fetcher: Fetcher, limits: IntakeLimits) async throws -> Candidate {
        let code = try await fetcher.fetch(try CodeSource.parse(url))
        let hash = CodeHash(of: code)
        try CodeCheck.inspect(code, expected: hash, limits: limits)
        return Candidate(code: code, commitment: try CodeCommitment(hash: hash, url: url))
    }

    /// Whether a text is an address to fetch from, rather than the path of a file.
    package static func isAddress(_ text: String) -> Bool {
        ["http://", "https://"].contains { text.lowercased().hasPrefix($0) }
    }

    /// The size of the commitment in bytes on the embedded chain.
    package var commitmentBytes: Int { commitment.payload.count }

    /// The size in bytes with the half hash that public networks use, or nil for an upload, which they do not take.
    package var publicCommitmentBytes: Int? {
        guard Self.isAddress(commitment.url) else { return nil }
        return "\(commitment.hash.text.prefix(32)):\(commitment.url)".utf8.count
    }
}
