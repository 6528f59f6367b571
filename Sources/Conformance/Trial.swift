package import Sandbox

/// An engine that promises are tried on.
package struct EngineUnderTest: Sendable {
    /// What its column is called.
    package var name: String
    /// Starts a launcher of its own.
    package var start: @Sendable ([LauncherConfiguration.Mount]) throws -> LauncherClient

    package init(
        name: String,
        start: @escaping @Sendable ([LauncherConfiguration.Mount]) throws -> LauncherClient
    ) {
        self.name = name
        self.start = start
    }
}

/// One engine with a launcher that runs, on which promises are tried one after another.
package struct Trial: Sendable {
    /// The engine.
    package let engine: EngineUnderTest
    /// Where its sandboxes come from.
    package let isolation: LauncherClient

    /// Starts a launcher.
    ///
    /// - Parameter engine: The engine.
    /// - Throws: `SandboxError` with what the machine lacks.
    package init(_ engine: EngineUnderTest) throws {
        self.engine = engine
        isolation = try engine.start([])
    }

    /// Runs a script in a sandbox of its own to its first answer.
    ///
    /// - Parameters:
    ///   - script: Python, as in `ProbeScript`.
    ///   - limits: What it may use.
    /// - Returns: The answer.
    /// - Throws: `SandboxError`, with what the script printed when it gave none.
    func ask(_ script: String, limits: Limits = Probe.limits) throws -> String {
        let probe = try Probe(isolation, script, limits: limits)
        let answer = try? probe.answer()
        let printed = probe.printed()
        let usage = try probe.sandbox.end()
        guard usage.isEmpty else { throw SandboxError(.launcher, "processes were left") }
        guard let answer, !answer.isEmpty else {
            throw SandboxError(.channel, "the probe gave no answer: \(printed.split(separator: "\n").last ?? "")")
        }
        return answer
    }

    /// Runs a script to its first answer and leaves it running while `body` looks at it.
    ///
    /// - Parameters:
    ///   - script: Python, as in `ProbeScript`.
    ///   - limits: What it may use.
    ///   - body: Takes the probe and its first answer.
    /// - Returns: What `body` returned, and what the sandbox used.
    /// - Throws: `SandboxError`, or what `body` throws; the sandbox is ended in either case.
    func whileRunning<Result>(
        _ script: String,
        limits: Limits = Probe.limits,
        _ body: (Probe, String) throws -> Result
    ) throws -> (result: Result, usage: SandboxUsage) {
        let probe = try Probe(isolation, script, limits: limits)
        do {
            let result = try body(probe, try probe.answer() ?? "")
            return (result, try probe.sandbox.end())
        } catch {
            _ = try? probe.sandbox.end()
            throw error
        }
    }
}
