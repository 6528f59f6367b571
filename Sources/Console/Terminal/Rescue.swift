import Glibc

/// Puts the terminal back when the program ends without having done so: by `exit`, or by a crash.
///
/// A process has one terminal at a time that it draws on.
enum Rescue {
    /// The terminal and the settings that it had; -1 while nothing is to be put back.
    ///
    /// Written by the one thread that draws, and read by handlers on whichever thread crashes.
    nonisolated(unsafe) private static var descriptor: Int32 = -1
    nonisolated(unsafe) private static var settings = termios()
    nonisolated(unsafe) private static var isReady = false

    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT]

    /// What makes a terminal as it was: the end of a half-drawn screen, no looks, wrapping, a cursor, the first screen.
    static let farewell: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    /// Remembers what to put back.
    static func arm(_ terminal: Int32, _ earlier: termios) {
        settings = earlier
        descriptor = terminal
        guard !isReady else { return }
        isReady = true
        atexit { Rescue.putBack() }
        for signal in crashes {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                Rescue.putBack()
                // By now this handler is no longer set, so that the process ends as it would have.
                raise(number)
            }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
    }

    /// Has nothing to put back any more.
    static func disarm() { descriptor = -1 }

    /// Makes two calls of the kernel, which a signal handler may.
    private static func putBack() {
        guard descriptor >= 0 else { return }
        _ = write(descriptor, farewell.utf8Start, farewell.utf8CodeUnitCount)
        tcsetattr(descriptor, TCSANOW, &settings)
        descriptor = -1
    }
}
