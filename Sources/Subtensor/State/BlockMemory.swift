import Chain
import Foundation
import Glibc
package import Substrate

/// A final block that was seen.
package struct SeenBlock: Sendable, Hashable {
    /// Its number.
    package let number: UInt64
    /// Its hash.
    package let hash: Hash256

    /// Names a block.
    package init(number: UInt64, hash: Hash256) {
        self.number = number
        self.hash = hash
    }
}

/// Remembers the newest final block that was seen, for processes to come.
package protocol BlockMemory: Sendable {
    /// Returns the block; nil: none was seen yet.
    func newest() throws -> SeenBlock?
    /// Remembers a block, unless a later one is remembered already; it is on the disk when this returns.
    func remember(_ block: SeenBlock) throws
}

/// The newest final block in a file.
package struct FileBlockMemory: BlockMemory {
    private let path: String

    /// Names a file, which is made when there is something to remember.
    package init(path: String) { self.path = path }

    /// A block as it lies in the file.
    private struct Contents: Codable {
        var number: UInt64
        var hash: String
    }

    /// Returns the block; nil: none was seen yet.
    ///
    /// - Throws: `ChainError.Code.unavailable` when the file is there and cannot be read.
    package func newest() throws -> SeenBlock? {
        guard access(path, F_OK) == 0 else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let contents = try? JSONDecoder().decode(Contents.self, from: data),
            contents.number <= UInt32.max, let hash = try? Hash256(hexadecimal: contents.hash)
        else { throw ChainError(.unavailable, "the note of the newest block that was seen is damaged: \(path)") }
        return SeenBlock(number: contents.number, hash: hash)
    }

    /// Remembers a block, unless a later one is remembered already.
    ///
    /// - Throws: `ChainError.Code.unavailable` when it cannot be written.
    package func remember(_ block: SeenBlock) throws {
        guard try newest()?.number ?? 0 < block.number else { return }
        let contents = Contents(number: block.number, hash: block.hash.description)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try PrivateFile.replace(path, with: Array(try encoder.encode(contents)))
    }
}
