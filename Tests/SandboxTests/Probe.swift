import Foundation
import Sandbox
import Testing

/// A Python script that runs in a sandbox and answers over descriptor 3.
struct Probe {
    static let limits = Limits(
        processors: [0],
        memoryBytes: 256 << 20,
        processes: 32,
        fileBytes: 64 << 20,
        temporaryBytes: 64 << 20,
        processorSeconds: 60
    )

    let sandbox: any SandboxInstance

    /// Starts `script` with `answer(text)` defined, which sends one packet.
    init(_ engine: some Isolation, _ script: String, limits: Limits = limits) throws {
        let prelude = """
            import socket, os, sys
            host = socket.socket(fileno=3)
            def answer(text): host.send(str(text).encode())

            """
        sandbox = try engine.start(
            SandboxSpecification(
                command: ["/usr/bin/python3", "-I", "-c", prelude + script],
                files: [
                    .init(
                        path: "/submission/train.py",
                        content: try MemoryFile(named: "t", holding: Array("# x\n".utf8))
                    )
                ],
                folders: ["/work"],
                limits: limits
            )
        )
    }

    /// The next packet as text; an empty text when the process closed its end.
    func answer(within limit: Duration = .seconds(20)) throws -> String {
        let frame = try #require(try sandbox.channel.receive(limit: 4096, until: .now.advanced(by: limit)))
        guard case .packet(let bytes) = frame else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
