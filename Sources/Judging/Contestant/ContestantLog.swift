import Glibc
import Sandbox

/// What a sandbox prints: taken up to a limit, and never interpreted.
struct ContestantLog {
    /// What happened first while waiting for a frame.
    enum Event {
        case frame(Channel.Frame)
        /// More was printed than the limit allows.
        case logFull
        case deadline
    }

    /// The bytes so far, at most `limit`.
    private(set) var bytes: [UInt8] = []
    private let pipe: Descriptor
    private let limit: Int
    private var isOpen = true

    init(_ pipe: Descriptor, limit: Int) {
        self.pipe = pipe
        self.limit = limit
    }

    /// Waits for the next frame while it keeps the pipe from filling up.
    ///
    /// A frame goes before output.
    mutating func next(on channel: Channel, limit frameLimit: Int, until deadline: RawInstant) throws -> Event {
        while true {
            let watched = [channel.descriptor] + (isOpen ? [pipe] : [])
            let ready = try Channel.waitUntilReadable(watched, deadline: deadline)
            if ready[0], let frame = try channel.receiveNow(limit: frameLimit) { return .frame(frame) }
            guard ready.contains(true) else { return .deadline }
            guard drain() else { return .logFull }
        }
    }

    /// Takes what is there.
    ///
    /// Answers `false` when the limit is exceeded.
    @discardableResult
    mutating func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while isOpen {
            let count = read(pipe.number, &buffer, buffer.count)
            if count == 0 { isOpen = false }
            guard count > 0 else { return true }
            bytes += buffer[..<min(count, limit - bytes.count)]
            if bytes.count >= limit { return false }
        }
        return true
    }

    /// The last line that is not empty, without control characters, at most 300 characters.
    var lastLine: String {
        let line = bytes.split(separator: UInt8(ascii: "\n")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Self.printable(line)
    }

    /// Text of a stranger, fit for a terminal and a log: one line, no control characters, at most 300 characters.
    static func printable(_ text: String) -> String {
        let unfit: Set<Unicode.GeneralCategory> = [
            .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned,
        ]
        let scalars = text.unicodeScalars.map { unfit.contains($0.properties.generalCategory) ? " " : $0 }
        return String(String(String.UnicodeScalarView(scalars)).prefix(300))
    }
}
