import Glibc
import Subprocess
import SystemPackage

/// Runs jobs as child processes of their own on this machine.
package struct LocalEngine: ExecutionEngine {
    /// The program and the arguments before the directory.
    package var executable: String
    package var arguments: [String]
    /// Off: an interrupt from the terminal reaches the job as well.
    package var isDetached: Bool

    package let capacity = 1

    /// - Parameters:
    ///   - executable: The program that carries out a job, given the directory as last argument.
    ///   - arguments: The arguments before it.
    ///   - isDetached: Whether a job survives an interrupt from the terminal, and its parent's end.
    package init(executable: String, arguments: [String], isDetached: Bool) {
        self.executable = executable
        self.arguments = arguments
        self.isDetached = isDetached
    }

    package func execute(
        _ directory: String,
        onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd {
        var options = PlatformOptions()
        options.createSession = isDetached
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(5))]
        do {
            let outcome = try await run(
                .path(FilePath(executable)),
                arguments: .init(arguments + [directory]),
                platformOptions: options,
                input: .none,
                output: .sequence,
                error: .string(limit: 65_536)
            ) { execution in
                for try await line in execution.standardOutput.strings() { await onProgress(line) }
            }
            let text = String(outcome.standardError.suffix(4096))
            return ExecutionEnd(isSuccess: outcome.terminationStatus.isSuccess, errorText: text)
        } catch let error as SubprocessError {
            throw ExecutionError(description: "cannot run \(executable): \(error)")
        }
    }

    package func observe(_ directory: String) async -> ExecutionState {
        if access("\(directory)/result.json", F_OK) == 0 { return .finished }
        let lock = open("\(directory)/lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return .lost }
        defer { close(lock) }
        return flock(lock, LOCK_EX | LOCK_NB) == 0 ? .lost : .running
    }
}
