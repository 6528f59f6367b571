import Glibc
import Subprocess
import SystemPackage

/// Runs jobs as child processes of their own on this machine.
package struct LocalEngine: ExecutionEngine {
    /// The program and the arguments before the directory.
    package var executable: String
    package var arguments: [String]
    /// The arguments before the directory that make the program wait there for its job; `nil` where it cannot.
    package var standbyArguments: [String]?
    /// On: a job goes on when whoever waits for it stops waiting, or ends.
    package var isDetached: Bool

    package let capacity = 1
    private let standby = WaitingJudge()

    /// - Parameters:
    ///   - executable: The program that carries out a job, given the directory as last argument.
    ///   - arguments: The arguments before it.
    ///   - standbyArguments: Those that make it wait there for its job, if it can.
    ///   - isDetached: Whether a job survives an interrupt from the terminal, and its parent's end.
    package init(executable: String, arguments: [String], standbyArguments: [String]? = nil, isDetached: Bool) {
        self.executable = executable
        self.arguments = arguments
        self.standbyArguments = standbyArguments
        self.isDetached = isDetached
    }

    package func execute(
        _ directory: String,
        onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd {
        if let standby = await standby.take(directory) {
            if standby.begin() { return try await wait(for: standby, onProgress) }
            // What is left of it may still hold the folder's lock.
            await standby.cancel()
        }
        guard isDetached else { return try await carryOut(directory, onProgress) }
        // A task without a parent on purpose: cancelling the wait must not reach the job. It ends with the job, or with
        // this process, and a later process finds the job by its directory.
        let (ends, continuation) = AsyncStream<Result<ExecutionEnd, any Error>>.makeStream(bufferingPolicy: .unbounded)
        Task {
            do {
                continuation.yield(.success(try await carryOut(directory, onProgress)))
            } catch {
                continuation.yield(.failure(error))
            }
            continuation.finish()
        }
        for await end in ends { return try end.get() }
        throw CancellationError()
    }

    package var standsBy: Bool { standbyArguments != nil }

    package func standBy(_ directory: String) async {
        guard let standbyArguments else { return }
        // Without the judges that wait: what one of them runs in must not keep all of them.
        let (executable, isDetached) = (executable, isDetached)
        let judge = try? StandbyJudge { input, onProgress in
            try await Self.carryOut(
                executable,
                standbyArguments + [directory],
                isDetached: isDetached,
                input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                onProgress
            )
        }
        if let judge { await standby.put(judge, in: directory) }
    }

    private func wait(
        for standby: StandbyJudge,
        _ onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd {
        do {
            return try await standby.end(onProgress: onProgress)
        } catch let error as CancellationError {
            if !isDetached { await standby.cancel() }
            throw error
        }
    }

    private func carryOut(
        _ directory: String,
        _ onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd {
        try await Self.carryOut(
            executable,
            arguments + [directory],
            isDetached: isDetached,
            input: .none,
            onProgress
        )
    }

    private static func carryOut(
        _ executable: String,
        _ arguments: [String],
        isDetached: Bool,
        input: some InputProtocol & Sendable,
        _ onProgress: @escaping @Sendable (String) async -> Void
    ) async throws -> ExecutionEnd {
        var options = PlatformOptions()
        options.createSession = isDetached
        options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(5))]
        do {
            let outcome = try await run(
                .path(FilePath(executable)),
                arguments: .init(arguments),
                platformOptions: options,
                input: input,
                output: .sequence,
                error: .string(limit: 1 << 20)
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
        return holder(of: directory) == nil ? .lost : .running
    }

    package func cancel(_ directory: String) async {
        guard let holder = holder(of: directory), holder > 1 else { return }
        kill(holder, SIGKILL)
    }

    /// The process that holds the directory's lock, by the number that it left there; 0 when it left none.
    private func holder(of directory: String) -> pid_t? {
        let lock = open("\(directory)/lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return nil }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) != 0 else { return nil }
        var text = [UInt8](repeating: 0, count: 32)
        let count = pread(lock, &text, text.count, 0)
        let digits = text.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
        return pid_t(String(decoding: digits, as: UTF8.self)) ?? 0
    }
}
