import Crypto
import FoundationEssentials
import Glibc
import Rules
package import Sandbox

/// Results of reference trainings, kept so that all submissions of an epoch share them.
///
/// They are the answer that a competitor must not see, so the folder is the judge's alone. A file that is damaged counts
/// as missing: it is made anew.
package struct ReferenceCache: Sendable {
    private let folder: Descriptor
    /// The most bytes that are kept; the oldest references go first.
    private let limit: Int

    /// The first line of a file.
    private struct Header: Codable {
        var loss: Double
        var lossBefore: Double
        var sha256: String
    }

    /// What a file holds, the reference's three sections in the layout of an output.
    struct Entry {
        var report: ReferenceReport
        var content: MemoryFile
    }

    /// - Parameters:
    ///   - folder: An open folder that only the judge's user may enter.
    ///   - limit: The most bytes that are kept.
    package init(folder: Descriptor, limit: Int) {
        self.folder = folder
        self.limit = limit
    }

    /// The name of the file of one reference: everything that its content depends on goes into it.
    ///
    /// - Parameters:
    ///   - workload: The training.
    ///   - steps: The number of its steps.
    ///   - seed: The run's secret seed.
    ///   - versions: The software that trains.
    /// - Returns: 64 hexadecimal digits.
    /// - Throws: `EncodingError` for a workload with a number that is not finite.
    static func key(workload: Workload, steps: Int, seed: String, versions: [String]) throws -> String {
        let text = try JSONValue(encoding: workload).canonicalText
        let parts = ["tiltyard reference 1", text, "\(steps)", seed] + versions
        return Hex.text(SHA256.hash(data: Data(parts.joined(separator: "\n").utf8)))
    }

    /// Looks a reference up.
    ///
    /// - Returns: `nil` when there is none of this size and hash.
    func find(_ key: String, size: Int) -> Entry? {
        let number = openat(folder.number, key, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var line = [UInt8](repeating: 0, count: Self.headerSize)
        guard pread(number, &line, line.count, 0) == line.count,
            let header = try? JSONDecoder().decode(Header.self, from: Data(line)),
            let content = try? MemoryFile(named: "reference", size: size),
            (try? content.copy(from: file, offset: Self.headerSize)) != nil,
            (try? content.digest()) == header.sha256
        else { return nil }
        return Entry(report: ReferenceReport(loss: header.loss, lossBefore: header.lossBefore), content: content)
    }

    /// Keeps a reference.
    ///
    /// A disk that is full, or a reference that is larger than the limit, is no reason for an evaluation to fail.
    func keep(_ entry: Entry, as key: String) {
        guard entry.content.size + Self.headerSize <= limit else { return }
        makeRoom(for: entry.content.size + Self.headerSize)
        let temporary = "\(key).\(getpid())"
        let number = openat(folder.number, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { return }
        let file = Descriptor(owning: number)
        do {
            try write(entry, to: file)
            guard renameat(folder.number, temporary, folder.number, key) == 0 else { throw JobError("cannot rename") }
        } catch {
            unlinkat(folder.number, temporary, 0)
        }
    }

    private func write(_ entry: Entry, to file: Descriptor) throws {
        let header = Header(
            loss: entry.report.loss,
            lossBefore: entry.report.lossBefore,
            sha256: try entry.content.digest()
        )
        var line = Array(try JSONEncoder().encode(header))
        line += [UInt8](repeating: UInt8(ascii: " "), count: Self.headerSize - line.count)
        guard pwrite(file.number, line, line.count, 0) == line.count else { throw JobError("cannot write") }
        try entry.content.copy(to: file, offset: Self.headerSize)
        guard fsync(file.number) == 0 else { throw JobError("cannot write") }
    }

    /// Removes the oldest files until there is room.
    private func makeRoom(for size: Int) {
        var files = list()
        var total = files.reduce(size) { $0 + $1.size }
        files.sort { $0.age < $1.age }
        for file in files where total > limit {
            unlinkat(folder.number, file.name, 0)
            total -= file.size
        }
    }

    private func list() -> [(name: String, size: Int, age: Int)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd/\(folder.number)")) ?? []
        return names.filter(Self.isOwn).compactMap { name in
            var status = stat()
            guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
            return (name, Int(status.st_size), status.st_mtim.tv_sec)
        }
    }

    /// Whether a file is one of ours: a key, or one that was being written.
    private static func isOwn(_ name: String) -> Bool {
        guard let key = name.split(separator: ".").first else { return false }
        return Hex.bytes(String(key))?.count == 32
    }

    /// Bytes before the content: a line of JSON, filled up with blanks.
    private static let headerSize = 512
}
