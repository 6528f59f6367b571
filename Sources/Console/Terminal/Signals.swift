import Glibc

/// Signals as bytes of a pipe, so that one place can wait for them and for keys at once.
///
/// A process has one such pipe.
enum Signals {
    /// What is caught: the window's size, the three ways of being told to end, stopping and going on.
    static let caught = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]
    /// Those after which the program ends.
    static let ending: Set<Int32> = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

    /// The writing end; written once before the first handler is set, and read by handlers only.
    nonisolated(unsafe) private static var writingEnd: Int32 = -1
    /// The last signal after which the program ends; written by handlers, and by nobody else once they are set.
    nonisolated(unsafe) private(set) static var endedBy: Int32 = 0

    /// Begins to catch.
    ///
    /// - Returns: The reading end, which never blocks.
    /// - Throws: `ConsoleError.Code.noTerminal` when the system has no pipe left.
    static func begin() throws(ConsoleError) -> Int32 {
        let pipe = try makePipe()
        writingEnd = pipe.write
        endedBy = 0
        for signal in caught { set(signal) { number in Signals.note(number) } }
        // What is written to a terminal that has gone is an error, and no reason to die before tidying up.
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
        return pipe.read
    }

    /// Goes back to what signals do by themselves.
    static func end(_ reading: Int32) {
        for signal in caught { set(signal, SIG_DFL) }
        let writing = writingEnd
        writingEnd = -1
        close(writing)
        close(reading)
    }

    /// Stops this process, or all of its job, as Ctrl-Z does; returns when it goes on.
    static func stop(job: Bool) {
        for signal in [SIGTSTP, SIGCONT] { set(signal, SIG_DFL) }
        kill(job ? 0 : getpid(), SIGTSTP)
        for signal in [SIGTSTP, SIGCONT] { set(signal) { number in Signals.note(number) } }
    }

    /// A pipe whose ends never block and are closed in child processes.
    static func makePipe() throws(ConsoleError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ConsoleError(.noTerminal, "the system has no pipe left") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    private static func set(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        sigaction(signal, &action, nil)
    }

    private static func set(_ signal: Int32, _ handler: __sighandler_t?) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        sigaction(signal, &action, nil)
    }

    /// Runs as a signal handler: it writes one byte, keeps the error number, and remembers who ends the program.
    private static func note(_ number: Int32) {
        let error = errno
        if number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT { endedBy = number }
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(writingEnd, &byte, 1)
        errno = error
    }
}
