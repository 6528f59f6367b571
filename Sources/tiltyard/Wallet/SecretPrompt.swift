import Glibc
import Substrate

/// Asks at the terminal for something that is not shown while it is typed.
///
/// What is typed goes into memory for secrets byte by byte, and never into a text.
enum SecretPrompt {
    /// The longest answer that is taken, in bytes.
    private static let maximumBytes = 1024

    /// Asks once.
    ///
    /// - Parameter question: What to type, without a colon.
    /// - Returns: What was typed, without the end of the line; nil where there is no terminal.
    /// - Throws: `CommandFailure` when it was broken off or is too long.
    static func ask(_ question: String) throws -> SecretBytes? {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { _ = close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return nil }
        // Signals are off, too: whoever presses Ctrl-C must not be left with a terminal that shows nothing.
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(terminal, TCSADRAIN, &silent) == 0 else { return nil }
        defer { _ = tcsetattr(terminal, TCSADRAIN, &before) }
        say("\(question): ", to: terminal)
        defer { say("\n", to: terminal) }
        return try line(from: terminal)
    }

    private static func say(_ text: String, to terminal: Int32) {
        _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    }

    private static func line(from terminal: Int32) throws -> SecretBytes {
        var count = 0
        let typed = try SecretBytes(count: maximumBytes) { buffer in
            while let key = key(from: terminal) {
                switch key {
                case 0x0A, 0x0D, 0x04: return
                case 0x03: throw CommandFailure(.failed, "broken off; nothing was written")
                case 0x08, 0x7F: count = max(0, count - 1)
                case 0x15: count = 0
                default:
                    guard count < maximumBytes else {
                        throw CommandFailure(.usage, "more than \(maximumBytes) bytes were typed")
                    }
                    buffer[count] = key
                    count += 1
                }
            }
        }
        return try typed.prefix(count)
    }

    private static func key(from terminal: Int32) -> UInt8? {
        var byte: UInt8 = 0
        while true {
            switch read(terminal, &byte, 1) {
            case 1: return byte
            case -1 where errno == EINTR: continue
            default: return nil
            }
        }
    }
}

extension SecretBytes {
    /// The beginning of some bytes.
    func prefix(_ count: Int) throws -> SecretBytes {
        try withBytes { try SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
    }

    /// The bytes without blanks and line ends behind them.
    func trimmed() throws -> SecretBytes {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        return try prefix(withBytes { bytes in bytes.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? 0 })
    }

    /// The bytes without one line end behind them.
    func withoutLineEnd() throws -> SecretBytes {
        try prefix(
            withBytes { bytes in
                guard bytes.last == 0x0A else { return bytes.count }
                return bytes.dropLast().last == 0x0D ? bytes.count - 2 : bytes.count - 1
            }
        )
    }
}
