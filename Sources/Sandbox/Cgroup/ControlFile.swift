import Glibc

/// Reading and writing the one-line files through which the kernel is controlled.
enum ControlFile {
    /// The content of a file, or `nil` when it cannot be read.
    static func read(_ path: String) -> String? {
        guard let file = try? Descriptor(opening: path, O_RDONLY, code: .cgroup) else { return nil }
        return file.readFromStart()
    }

    /// Writes `text` in one call.
    ///
    /// - Throws: `SandboxError.Code.cgroup`, naming the file and the value.
    static func write(_ text: String, to path: String) throws {
        let file = try Descriptor(opening: path, O_WRONLY, code: .cgroup)
        if let error = file.write(text) {
            throw SandboxError(.cgroup, "cannot write \(text) to \(path): \(error)")
        }
    }

    /// The whole number behind `key` in a file of lines `key value`.
    static func value(of key: String, in path: String) -> Int? {
        for line in (read(path) ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == key { return Int(words[1]) }
        }
        return nil
    }

    /// The whole number that is the file's only content.
    static func number(in path: String) -> Int? {
        read(path).flatMap { Int($0.split(separator: "\n").first ?? "") }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder unless it is there.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        throw SandboxError(.cgroup, "cannot make \(path): \(ErrorNumber.last)")
    }

    /// The names in a folder, sorted; empty when it cannot be read.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
