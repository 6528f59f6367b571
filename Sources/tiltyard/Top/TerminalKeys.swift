import Glibc

/// Where keys come from: the standard input, or the terminal itself when that is something else.
struct TerminalKeys {
    let descriptor: Int32

    /// Finds it, or nothing where there is no terminal.
    init?() {
        if isatty(STDIN_FILENO) == 1 {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    /// The width of the window behind the standard output.
    static var columns: Int? {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return nil }
        return Int(window.ws_col)
    }
}
