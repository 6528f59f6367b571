package import Sandbox

/// What the host adds to a run: the way of GO and DONE over the socket, and the freeze.
package enum RunOverhead {
    /// Nanoseconds of each round.
    package struct Samples: Sendable {
        package var roundTrip: [UInt64] = []
        package var freeze: [UInt64] = []
    }

    /// Measures with a process that answers at once and does nothing else.
    ///
    /// - Parameters:
    ///   - isolation: Where sandboxes come from.
    ///   - sandboxes: How many sandboxes are frozen, each once.
    ///   - rounds: How many packets go there and back in each of them.
    /// - Returns: What each round took.
    /// - Throws: `SandboxError` when a sandbox fails.
    package static func measure(isolation: any Isolation, sandboxes: Int, rounds: Int) throws -> Samples {
        let processors = Processors.divide(cores: 1)
        processors.confineHost()
        var samples = Samples()
        for _ in 0..<sandboxes {
            let sandbox = try isolation.start(
                SandboxSpecification(
                    command: ["/usr/bin/python3", "-I", "-c", echo],
                    limits: Limits(
                        processors: processors.contestant,
                        memoryBytes: 256 << 20,
                        processes: 16,
                        fileBytes: 1 << 20,
                        temporaryBytes: 1 << 20,
                        processorSeconds: 60
                    )
                )
            )
            defer { _ = try? sandbox.end() }
            // The first answer comes after the start of Python and does not count.
            _ = try exchange(sandbox)
            for _ in 0..<rounds { samples.roundTrip.append(try exchange(sandbox)) }
            let start = RawInstant.now
            try sandbox.freeze(within: .seconds(5))
            samples.freeze.append(RawInstant.now.nanoseconds(since: start))
        }
        return samples
    }

    private static let echo = """
        import socket
        host = socket.socket(fileno=3)
        while host.send(host.recv(64)): pass
        """

    private static func exchange(_ sandbox: any SandboxInstance) throws -> UInt64 {
        let start = RawInstant.now
        try sandbox.channel.send(ContestantFrame.go(nonce: [UInt8](repeating: 0, count: ContestantFrame.nonceLength)))
        guard try sandbox.channel.receive(limit: 64, until: .now.advanced(by: .seconds(20))) != nil else {
            throw SandboxError(.channel, "the echo did not answer")
        }
        return RawInstant.now.nanoseconds(since: start)
    }
}
