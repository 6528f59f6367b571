package import FoundationEssentials
package import Rules
package import Sandbox

/// A parser that waits, in a sandbox of its own, for the one submission that it will read.
package struct LintReader: Sendable {
    let sandbox: any SandboxInstance

    private static let replyBytes = 65_536

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

    /// Whether it is still there: it says nothing before it is asked, and its end would be heard.
    package var isWaiting: Bool {
        do {
            return try sandbox.channel.receiveNow(limit: 1) == nil
        } catch {
            return false
        }
    }

    /// Kills it unasked; blocks the calling thread.
    package func end() {
        _ = try? sandbox.end()
    }

    /// Looks at a submission, once; blocks the calling thread.
    ///
    /// - Parameters:
    ///   - code: The submission's bytes.
    ///   - contract: The functions that it has to define, if there are rules at all.
    ///   - rules: What it may not contain; without them only its fingerprints are taken.
    /// - Returns: What was found.
    package func look(at code: Data, contract: Contract, rules: LintRules?) -> Look {
        do {
            let answer = try ask(code, LintRequest(functions: rules == nil ? [:] : contract.functions, rules: rules))
            return Look(outcome: Result { () throws(IntakeError) in try answer.checked() }, sandbox: sandbox)
        } catch let error as IntakeError {
            return Look(outcome: .failure(error))
        } catch {
            let failure = IntakeError(.lintFailed, "The code could not be looked at on this machine.", cause: error)
            return Look(outcome: .failure(failure))
        }
    }

    /// Has the sandbox answer; one that does not is ended.
    private func ask(_ code: Data, _ request: LintRequest) throws -> LintAnswer {
        let frame: Channel.Frame?
        do {
            let text = try MemoryFile(named: "submission", holding: Array(code))
            try sandbox.channel.send(Array(try JSONEncoder().encode(request)), attaching: [text.descriptor])
            frame = try sandbox.channel.receive(limit: Self.replyBytes, until: .now.advanced(by: RuleLint.patience))
            if case .packet(let bytes) = frame {
                return try JSONDecoder().decode(LintAnswer.self, from: Data(bytes))
            }
        } catch {
            _ = try sandbox.end()
            throw error
        }
        let usage = try sandbox.end()
        switch frame {
        case nil: throw Self.late(usage)
        case .end: throw Self.ended(usage)
        default: throw IntakeError(.lintFailed, "The code could not be looked at: the answer was too long.")
        }
    }

    /// Why there was no answer in time: the parser worked all the while, or the machine left it no time to.
    private static func late(_ usage: SandboxUsage) -> IntakeError {
        let worked = usage.processorNanoseconds ?? 0
        guard worked > 5_000_000_000 else {
            return IntakeError(.lintFailed, "The code could not be looked at: this machine is too busy.")
        }
        return IntakeError(.tooComplex, "The code could not be parsed within \(RuleLint.patience).")
    }

    /// Why the parser ended without an answer: it is C, and code can cost it its memory, its time, or its stack.
    private static func ended(_ usage: SandboxUsage) -> IntakeError {
        if usage.memoryKills ?? 0 > 0 { return IntakeError(.tooComplex, "The code takes too much memory to parse.") }
        return IntakeError(.tooComplex, "The code cannot be parsed: the parser gave up on it.")
    }
}
