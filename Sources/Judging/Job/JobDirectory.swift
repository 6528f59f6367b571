package import FoundationEssentials
import Glibc
package import Sandbox

/// The folder of one execution: `plan.json` and `submission.py` go in, `result.json` appears by one rename.
package struct JobDirectory: Sendable, Hashable {
    /// The folder's path.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// The names of the files that go in.
    package static let inputs = ["plan.json", "submission.py"]

    /// Makes the folder and puts the inputs in.
    ///
    /// The plan comes last: a folder without one was never finished.
    ///
    /// - Throws: `JobError` when the folder is there already or cannot be written.
    package func create(plan: Plan, code: Data) throws {
        try makeFolder()
        try write(code, as: "submission.py")
        try write(try Self.encoder.encode(plan), as: "plan.json")
    }

    func makeFolder() throws {
        if isPrepared { return }
        guard mkdir(path, 0o700) == 0 else { throw JobError("cannot make the job folder \(path): \(ErrorNumber.last)") }
    }

    /// Reads the plan.
    package func plan() throws -> Plan {
        try JSONDecoder().decode(Plan.self, from: try read("plan.json", limit: 1 << 20))
    }

    /// Reads the submission's bytes.
    package func code(limit: Int) throws -> Data { try read("submission.py", limit: limit) }

    /// Reads the result, or `nil` while there is none.
    package func result() throws -> EvaluationResult? {
        guard hasResult else { return nil }
        return try JSONDecoder().decode(EvaluationResult.self, from: try read("result.json", limit: 8 << 20))
    }

    /// Whether the job was carried out.
    package var hasResult: Bool { access("\(path)/result.json", F_OK) == 0 }

    /// Publishes the result; a reader sees all of it or nothing.
    package func publish(_ result: EvaluationResult) throws {
        try write(try Self.encoder.encode(result), as: "result.json")
    }

    /// Keeps what a contestant printed, for its owner.
    ///
    /// - Parameters:
    ///   - log: What it printed.
    ///   - name: The name of its run, such as `contestant-0`.
    /// - Throws: `JobError` when it cannot be written.
    package func keep(log: [UInt8], named name: String) throws {
        try write(Data(log), as: "\(name).log")
    }

    /// What the contestants of the first `runs` runs printed, one after another.
    package func logs(runs: Int) -> String {
        let parts = (0..<runs).compactMap { try? read("contestant-\($0).log", limit: 64 << 20) }
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    /// Takes the folder for this process, whose number is left in `lock`, until the answer is let go; `nil` when another judge has it.
    package func lock() throws -> Descriptor? {
        let lock = try Descriptor(opening: "\(path)/lock", O_RDWR | O_CREAT)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { return nil }
        let holder = Array("\(getpid())\n".utf8)
        guard ftruncate(lock.number, 0) == 0, pwrite(lock.number, holder, holder.count, 0) == holder.count else {
            throw JobError("cannot sign \(path)/lock: \(ErrorNumber.last)")
        }
        return lock
    }

    func write(_ data: Data, as name: String) throws {
        let target = "\(path)/\(name)"
        let temporary = "\(target).new"
        do {
            // The folder may be the judge's, which root does not trust to leave no link there.
            unlink(temporary)
            let file = try Descriptor(opening: temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            try file.writeAll(data)
            try handOver(file)
            guard fsync(file.number) == 0, rename(temporary, target) == 0 else {
                throw JobError("cannot publish \(target): \(ErrorNumber.last)")
            }
            let folder = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)
            fsync(folder.number)
        } catch let error as SandboxError {
            throw JobError(error.message)
        }
    }

    /// Gives a new file to the judge's user, where the folder was handed over already.
    private func handOver(_ file: Descriptor) throws {
        var folder = stat()
        guard geteuid() == 0, stat(path, &folder) == 0, folder.st_uid != 0 else { return }
        guard fchown(file.number, folder.st_uid, folder.st_gid) == 0 else {
            throw JobError("cannot hand over a file of \(path): \(ErrorNumber.last)")
        }
    }

    func read(_ name: String, limit: Int) throws -> Data {
        let file: Descriptor
        do {
            file = try Descriptor(opening: "\(path)/\(name)", O_RDONLY | O_NOFOLLOW)
        } catch {
            throw JobError("cannot read \(path)/\(name): \(error)")
        }
        guard let data = file.readAll(limit: limit) else {
            throw JobError("\(path)/\(name) is longer than \(limit) bytes")
        }
        return data
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return encoder
    }
}

/// A job folder that cannot be made, read or written.
package struct JobError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension Descriptor {
    fileprivate func writeAll(_ data: Data) throws {
        let bytes = Array(data)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw JobError("cannot write: \(ErrorNumber.last)") }
            written += count
        }
    }

    /// Reads to the end, or answers `nil` when there is more than `limit`.
    fileprivate func readAll(limit: Int) -> Data? {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while data.count <= limit {
            let count = Glibc.read(number, &buffer, buffer.count)
            if count <= 0 { return data }
            data.append(contentsOf: buffer[..<count])
        }
        return nil
    }
}
