import Glibc

/// A terminal that is drawn on: it is taken over, and given back as it was.
final class Terminal {
    private let input: Int32
    private let output: Int32
    private let writer: FrameWriter
    private var earlier: termios?
    private var shown: Frame?

    private static let otherScreen = "\u{1B}[?1049h"
    /// No wrapping at the edge, no cursor.
    private static let greeting = "\u{1B}[?7l\u{1B}[?25l"

    /// Makes one of two descriptors, which stay their owner's.
    init(input: Int32, output: Int32, hasColour: Bool) {
        self.input = input
        self.output = output
        writer = FrameWriter(hasColour: hasColour)
    }

    var isTaken: Bool { earlier != nil }

    /// Takes the terminal over: keys come one by one and are not shown.
    ///
    /// One that was taken already is set up again, for others may have used it.
    ///
    /// - Throws: `ConsoleError.Code.noTerminal`.
    func take() throws(ConsoleError) {
        var settings = termios()
        guard tcgetattr(input, &settings) == 0 else {
            throw ConsoleError(.noTerminal, "there is no terminal to draw on; --once prints without one")
        }
        if earlier == nil { earlier = settings }
        Rescue.arm(input, earlier ?? settings)
        cfmakeraw(&settings)
        guard tcsetattr(input, TCSANOW, &settings) == 0 else {
            throw ConsoleError(.noTerminal, "the terminal cannot be set up for drawing")
        }
        try write((shown == nil ? Self.otherScreen : "") + Self.greeting)
        shown = nil
    }

    /// Gives the terminal back as it was.
    func giveBack() {
        guard var settings = earlier else { return }
        earlier = nil
        shown = nil
        // Whoever cannot be written to is left as it is: waiting for it could take for ever.
        var descriptor = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        if poll(&descriptor, 1, 200) > 0 { try? write(Rescue.farewell.description) }
        // Keys that were typed for this program are not for the shell.
        tcflush(input, TCIFLUSH)
        tcsetattr(input, TCSANOW, &settings)
        Rescue.disarm()
    }

    /// The window's size, or a usual one where it has none.
    var size: Size {
        var window = winsize()
        guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else {
            return Size(rows: 24, columns: 80)
        }
        return Size(rows: Int(window.ws_row), columns: Int(window.ws_col))
    }

    /// Shows a screen; only what differs from the last one is sent, in one piece.
    ///
    /// - Throws: `ConsoleError.Code.noTerminal` when the terminal has gone.
    func show(_ frame: Frame) throws(ConsoleError) {
        try write(writer.text(from: shown, to: frame))
        shown = frame
    }

    /// Forgets what is shown, so that the next screen is drawn as a whole.
    func forget() { shown = nil }

    private func write(_ text: String) throws(ConsoleError) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(output, $0.baseAddress?.advanced(by: sent), $0.count - sent)
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                var descriptor = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&descriptor, 1, 1000)
            } else if errno != EINTR || Signals.endedBy != 0 {
                throw ConsoleError(.noTerminal, "the terminal has gone")
            }
        }
    }
}
