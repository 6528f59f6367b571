import FoundationEssentials
import Glibc
package import Sandbox

/// A Python script that runs in a sandbox and answers over its channel.
package struct Probe {
    /// What probes may use unless a promise says otherwise.
    package static let limits = Limits(
        processors: [0],
        memoryBytes: 256 << 20,
        processes: 32,
        fileBytes: 64 << 20,
        temporaryBytes: 64 << 20,
        processorSeconds: 60
    )

    /// The file that every probe's sandbox has, and its folder.
    static let file = (path: "/submission/train.py", content: "# x\n")
    static let folder = "/work"

    /// The sandbox.
    package let sandbox: any SandboxInstance
    /// A word on its command line by which the host finds its processes.
    let mark: String

    /// Starts `script`, with the words of `ProbeScript` in front of it.
    ///
    /// - Parameters:
    ///   - isolation: Where sandboxes come from.
    ///   - script: Python.
    ///   - limits: What it may use.
    /// - Throws: `SandboxError` when the sandbox cannot be started.
    package init(_ isolation: some Isolation, _ script: String, limits: Limits = limits) throws {
        mark = "mark-\(UUID().uuidString)"
        sandbox = try isolation.start(
            SandboxSpecification(
                command: ["/usr/bin/python3", "-I", "-c", ProbeScript.make(script), mark],
                files: [
                    .init(
                        path: Self.file.path,
                        content: try MemoryFile(named: "probe", holding: Array(Self.file.content.utf8))
                    )
                ],
                folders: [Self.folder],
                limits: limits
            )
        )
    }

    /// Waits for the next packet.
    ///
    /// - Parameter limit: How long.
    /// - Returns: Its text; an empty text when the process closed its end, nil when nothing came in time.
    /// - Throws: `SandboxError.Code.channel`.
    package func answer(within limit: Duration = .seconds(30)) throws -> String? {
        switch try sandbox.channel.receive(limit: 4096, until: .now.advanced(by: limit)) {
        case .packet(let bytes)?: String(decoding: bytes, as: UTF8.self)
        case .tooLong?, .end?: ""
        case nil: nil
        }
    }

    /// What it printed so far.
    func printed() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(sandbox.log.number, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}
