import Foundation
import Glibc

/// Both ends of a terminal without a window.
package final class PseudoTerminal: Sendable {
    /// The end that a window would have.
    package let controller: Int32
    /// The end that a program has.
    package let terminal: Int32

    /// There is no such terminal, or a text did not come.
    package struct Failure: Error {}

    /// The kernel's TIOCSPTLCK and TIOCGPTN, which Swift does not see.
    private static let lock: UInt = 0x4004_5431
    private static let numberOf: UInt = 0x8004_5430

    /// Makes one.
    package init(rows: UInt16 = 24, columns: UInt16 = 80) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0, number: Int32 = 0
        guard controller >= 0, ioctl(controller, Self.lock, &isLocked) == 0,
            ioctl(controller, Self.numberOf, &number) == 0
        else { throw Failure() }
        terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        guard terminal >= 0 else { throw Failure() }
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(controller, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure() }
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(controller)
        close(terminal)
    }

    /// The settings, as bytes that can be compared.
    package var settings: [UInt8] {
        var settings = termios()
        tcgetattr(terminal, &settings)
        return withUnsafeBytes(of: settings) { Array($0) }
    }

    /// Types.
    package func press(_ keys: String) {
        _ = keys.utf8CString.withUnsafeBytes { write(controller, $0.baseAddress, $0.count - 1) }
    }

    /// What is sent to the window until a text is in it; gives up after a minute, since other tests may take the processor.
    package func output(until text: String) throws -> String {
        var all = ""
        for _ in 0..<600 where !all.contains(text) {
            var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, 100)
            all += output()
        }
        guard all.contains(text) else { throw Failure() }
        return all
    }

    /// Everything that was sent to the window since the last time.
    package func output() -> String {
        var all: [UInt8] = [], bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(controller, &bytes, bytes.count)
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += bytes[..<count]
        }
    }
}
