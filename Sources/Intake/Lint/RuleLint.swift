import Glibc
package import Sandbox

/// Python's own parser behind walls, for reading submissions without running them.
///
/// It is a policy gate and saves honest people a rejection later. Judging holds without it.
package struct RuleLint: Sendable {
    let isolation: any Isolation
    let command: [String]
    let processors: [Int]

    /// The longest that a look may take, and that a reader may take to begin; an ordinary file takes a hundredth of a second.
    package static let patience = Duration.seconds(30)
    /// What the parser may use: a file of the largest size needs some 400 MB.
    private static let memoryBytes = 1 << 30

    /// Describes a lint.
    ///
    /// - Parameters:
    ///   - isolation: Where sandboxes come from.
    ///   - command: The program inside, which says on descriptor 3 that it is there, and then answers one request.
    ///   - processors: Where it may run; nothing is timed there.
    package init(isolation: any Isolation, command: [String], processors: [Int]) {
        self.isolation = isolation
        self.command = command
        self.processors = processors
    }

    /// Starts a reader and waits until it can read; blocks the calling thread for some hundredths of a second.
    ///
    /// Nothing of a submission is there by then, so whatever fails is this machine's doing.
    ///
    /// - Returns: A reader that waits for its text.
    /// - Throws: `IntakeError` with `lintFailed`.
    package func makeReader() throws(IntakeError) -> LintReader {
        do {
            let sandbox = try isolation.start(
                SandboxSpecification(
                    command: command,
                    limits: Limits(
                        processors: processors,
                        memoryBytes: Self.memoryBytes,
                        processes: 32,
                        fileBytes: 1 << 20,
                        temporaryBytes: 1 << 20,
                        processorSeconds: 10
                    )
                )
            )
            do {
                let hello = try sandbox.channel.receive(limit: 64, until: .now.advanced(by: Self.patience))
                guard case .packet = hello else { throw Silence(said: Self.text(in: sandbox.log)) }
            } catch {
                _ = try? sandbox.end()
                throw error
            }
            return LintReader(sandbox: sandbox)
        } catch {
            throw IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
        }
    }

    private static func text(in log: Descriptor) -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = max(0, read(log.number, &bytes, bytes.count))
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// A parser that did not begin, and what it printed.
    private struct Silence: Error, CustomStringConvertible {
        let said: String
        var description: String { "the parser did not begin and printed: \(said)" }
    }
}
