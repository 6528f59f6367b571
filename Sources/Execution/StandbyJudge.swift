import Glibc
import SystemPackage

/// A judge that was started ahead of its job, and waits in the job's folder.
///
/// Its standard input is a socket. A byte on it says that the job is there; its end says that nobody will ever come. So
/// a judge without a job ends with whoever started it, however that ends, and one that has a job goes on.
final class StandbyJudge: Sendable {
    /// What the judge reports, in order; the end is the last.
    enum Event: Sendable {
        case line(String)
        case ended(Result<ExecutionEnd, any Error>)
    }

    /// The end of its standard input that stays here; closed with this object.
    private let order: FileDescriptor
    private let events: AsyncStream<Event>
    private let task: Task<Void, Never>

    /// - Parameter carryOut: Starts the judge on the given standard input, which it closes here, and returns when the
    ///   judge has ended; it gives each line to the closure.
    /// - Throws: `ExecutionError` when there can be no socket.
    init(
        carryOut:
            @escaping @Sendable (FileDescriptor, @escaping @Sendable (String) async -> Void) async throws ->
            ExecutionEnd
    ) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw ExecutionError(description: "cannot make a socket for a judge: error \(errno)")
        }
        order = FileDescriptor(rawValue: ends[0])
        let input = FileDescriptor(rawValue: ends[1])
        // Nothing is dropped: a judge says a few lines a run.
        let (events, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .unbounded)
        self.events = events
        // A task without a parent on purpose: who starts the judge is not who waits for it.
        task = Task {
            do {
                let end = try await carryOut(input) { continuation.yield(.line($0)) }
                continuation.yield(.ended(.success(end)))
            } catch {
                continuation.yield(.ended(.failure(error)))
            }
            continuation.finish()
        }
    }

    deinit {
        try? order.close()
    }

    /// Tells the judge that its job is there; answers `false` when it has ended.
    func begin() -> Bool {
        var byte = UInt8(ascii: "\n")
        return send(order.rawValue, &byte, 1, Int32(MSG_NOSIGNAL)) == 1
    }

    /// Waits for the end of a judge that has a job.
    ///
    /// Cancelling ends the wait.
    ///
    /// - Throws: `CancellationError`, or what kept the judge from being started.
    func end(onProgress: @Sendable (String) async -> Void) async throws -> ExecutionEnd {
        for await event in events {
            switch event {
            case .line(let line): await onProgress(line)
            case .ended(let end): return try end.get()
            }
        }
        throw CancellationError()
    }

    /// Ends the judge, and returns when it is gone.
    func cancel() async {
        task.cancel()
        await task.value
    }
}

/// The judge that waits for its job, and its folder: one at a time, for each holds half a gigabyte.
actor WaitingJudge {
    private var waiting: (directory: String, judge: StandbyJudge)?

    /// Puts a judge there; one that waited until now ends without a job.
    func put(_ judge: StandbyJudge, in directory: String) {
        waiting = (directory, judge)
    }

    /// Hands out the judge, once, if it waits in this folder.
    func take(_ directory: String) -> StandbyJudge? {
        guard let waiting, waiting.directory == directory else { return nil }
        self.waiting = nil
        return waiting.judge
    }
}
