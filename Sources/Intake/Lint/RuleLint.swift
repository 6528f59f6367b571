package import FoundationEssentials
import Glibc
package import Rules
package import Sandbox

/// Reads a submission's text with Python's own parser, behind walls, and never runs it.
///
/// It is a policy gate and saves honest people a rejection later. Judging holds without it.
package struct RuleLint: Sendable {
    let isolation: any Isolation
    let command: [String]
    let submissionPath: String
    let processors: [Int]

    /// The longest that a look may take; an ordinary file takes a twentieth of a second.
    package static let patience = Duration.seconds(30)
    /// What the parser may use: a file of the largest size needs some 400 MB.
    private static let memoryBytes = 1 << 30
    private static let replyBytes = 65_536

    /// Describes a lint.
    ///
    /// - Parameters:
    ///   - isolation: Where sandboxes come from.
    ///   - command: The program inside, which answers one request on descriptor 3.
    ///   - submissionPath: Where it finds the submission.
    ///   - processors: Where it may run; nothing is timed there.
    package init(isolation: any Isolation, command: [String], submissionPath: String, processors: [Int]) {
        self.isolation = isolation
        self.command = command
        self.submissionPath = submissionPath
        self.processors = processors
    }

    /// What a look found, and what it left behind.
    package struct Look: Sendable {
        /// What was found.
        ///
        /// `IntakeError` with `notText`, `syntaxError` or `tooComplex`, or `lintFailed` when this machine
        /// is at fault.
        package var outcome: Result<LintReport, IntakeError>
        /// The sandbox, if it has to be ended yet: who waits for the outcome need not wait for that.
        package var sandbox: (any SandboxInstance)?
    }

    /// Looks at a submission; blocks the calling thread.
    ///
    /// - Parameters:
    ///   - code: The submission's bytes.
    ///   - contract: The functions that it has to define, if there are rules at all.
    ///   - rules: What it may not contain; without them only its fingerprints are taken.
    /// - Returns: What was found.
    package func look(at code: Data, contract: Contract, rules: LintRules?) -> Look {
        let request = Request(
            submission: submissionPath,
            functions: rules == nil ? [:] : contract.functions,
            rules: rules
        )
        do {
            let (answer, sandbox) = try ask(code, request)
            return Look(outcome: Result { () throws(IntakeError) in try Self.report(answer) }, sandbox: sandbox)
        } catch let error as IntakeError {
            return Look(outcome: .failure(error))
        } catch {
            let failure = IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
            return Look(outcome: .failure(failure))
        }
    }

    private static func report(_ answer: Answer) throws(IntakeError) -> LintReport {
        if let code = answer.error {
            let message = answer.message ?? "no reason was given"
            guard let known = IntakeError.Code(rawValue: code), reportable.contains(known) else {
                throw IntakeError(.lintFailed, "The code could not be looked at: \(message)")
            }
            throw IntakeError(known, "The code cannot be parsed: \(message)")
        }
        guard let report = answer.report else {
            throw IntakeError(.lintFailed, "The code could not be looked at on this machine.")
        }
        return report
    }

    private static let reportable: Set<IntakeError.Code> = [.notText, .syntaxError, .tooComplex]

    /// Has a sandbox answer; one that did so is handed out, and any other is ended.
    private func ask(_ code: Data, _ request: Request) throws -> (Answer, any SandboxInstance) {
        let sandbox = try isolation.start(
            SandboxSpecification(
                command: command,
                files: [
                    .init(path: submissionPath, content: try MemoryFile(named: "submission", holding: Array(code)))
                ],
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
        let frame: Channel.Frame?
        do {
            try sandbox.channel.send(Array(try JSONEncoder().encode(request)))
            frame = try sandbox.channel.receive(limit: Self.replyBytes, until: .now.advanced(by: Self.patience))
            if case .packet(let bytes) = frame {
                return (try JSONDecoder().decode(Answer.self, from: Data(bytes)), sandbox)
            }
        } catch {
            _ = try sandbox.end()
            throw error
        }
        let usage = try sandbox.end()
        switch frame {
        case nil: throw Self.late(usage)
        case .end: throw Self.ended(usage, saying: sandbox.log)
        default: throw IntakeError(.lintFailed, "The code could not be looked at: the answer was too long.")
        }
    }

    /// Why there was no answer in time: the parser worked all the while, or the machine left it no time to.
    private static func late(_ usage: SandboxUsage) -> IntakeError {
        let worked = usage.processorNanoseconds ?? 0
        guard worked > 5_000_000_000 else {
            return IntakeError(.lintFailed, "The code could not be looked at: this machine is too busy.")
        }
        return IntakeError(.tooComplex, "The code could not be parsed within \(patience).")
    }

    /// Why the parser ended without an answer.
    ///
    /// It is C, and code can cost it its memory, its time, or its stack, of which it says nothing. What it does say is
    /// about the machine: Python, or the harness, could not begin.
    private static func ended(_ usage: SandboxUsage, saying log: Descriptor) -> IntakeError {
        if usage.memoryKills ?? 0 > 0 { return IntakeError(.tooComplex, "The code takes too much memory to parse.") }
        var text = [UInt8](repeating: 0, count: 4096)
        let count = read(log.number, &text, text.count)
        guard count > 0 else { return IntakeError(.tooComplex, "The code cannot be parsed: the parser gave up on it.") }
        let said = String(decoding: text[..<count], as: UTF8.self)
        return IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: Silence(said: said))
    }

    /// A parser that ended without an answer, and what it printed.
    private struct Silence: Error, CustomStringConvertible {
        let said: String
        var description: String { "the parser ended without an answer and printed: \(said)" }
    }
}

private struct Request: Encodable {
    let verb = "lint"
    var submission: String
    var functions: [String: Int]
    var rules: LintRules?

    enum CodingKeys: String, CodingKey {
        case verb, submission, functions, rules
    }
}

private struct Answer: Decodable {
    var report: LintReport?
    var error: String?
    var message: String?

    enum CodingKeys: String, CodingKey {
        case ok, error, message
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        message = try container.decodeIfPresent(String.self, forKey: .message)
        report = try container.decode(Bool.self, forKey: .ok) ? LintReport(from: decoder) : nil
    }
}
