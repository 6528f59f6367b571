import Glibc

/// The thread that draws: it waits for keys, signals, reports and the next second, has the dashboard hear them, and shows
/// what comes of it.
///
/// Everything that could block is here and on no other thread. However it ends, the terminal is given back first.
final class Stage {
    /// How it came to an end.
    enum Ending: Sendable, Hashable {
        /// Somebody pressed a key for it.
        case quit
        case signal(Int32)

        /// The signal, if it was one.
        var signal: Int32? {
            guard case .signal(let number) = self else { return nil }
            return number
        }
    }

    private let terminal: Terminal
    private let input: Int32
    private let mailbox: Mailbox
    private let signals: Int32
    private let clock: @Sendable () -> Double
    private let ask: @Sendable (Question) -> Void
    private var dashboard: Dashboard
    private var decoder = KeyDecoder()

    /// How long the rest of a key may take to come, and how often times on the screen go on, in milliseconds.
    private static let keyWait: Int32 = 40
    private static let beat: Int32 = 1000

    init(
        terminal: Terminal,
        input: Int32,
        signals: Int32,
        mailbox: Mailbox,
        dashboard: Dashboard,
        clock: @escaping @Sendable () -> Double,
        ask: @escaping @Sendable (Question) -> Void
    ) {
        self.terminal = terminal
        self.input = input
        self.signals = signals
        self.mailbox = mailbox
        self.dashboard = dashboard
        self.clock = clock
        self.ask = ask
    }

    /// Draws until it is over; blocks the calling thread.
    ///
    /// - Throws: `ConsoleError.Code.noTerminal` when the terminal cannot be used, or goes.
    func run() throws(ConsoleError) -> Ending {
        try terminal.take()
        defer { terminal.giveBack() }
        while true {
            hear(.size(terminal.size))
            hear(.time(clock()))
            try terminal.show(dashboard.frame)
            if let ending = try wait() { return ending }
            if dashboard.isOver { return .quit }
        }
    }

    private func hear(_ input: Input) {
        for question in dashboard.hear(input) { ask(question) }
    }

    /// Waits for something to happen and takes it in.
    private func wait() throws(ConsoleError) -> Ending? {
        var descriptors = [input, signals, mailbox.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&descriptors, 3, decoder.isWaiting ? Self.keyWait : Self.beat)
        if count == 0 { try press(decoder.flush()) }
        guard count > 0 else { return nil }
        if descriptors[1].revents != 0, let ending = try takeSignals() { return ending }
        for report in mailbox.take() { hear(.report(report)) }
        guard descriptors[0].revents != 0 else { return nil }
        try press(decoder.feed(try takeBytes()))
        return nil
    }

    private func takeBytes() throws(ConsoleError) -> ArraySlice<UInt8> {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(input, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count > 0 else { throw ConsoleError(.noTerminal, "the terminal has gone") }
        return bytes[..<count]
    }

    private func press(_ keys: [Key]) throws(ConsoleError) {
        for key in keys {
            switch key {
            case .control("z"): try pause(job: true)
            case .control("l"): terminal.forget()
            default: hear(.key(key))
            }
            if dashboard.isOver { return }
        }
    }

    private func takeSignals() throws(ConsoleError) -> Ending? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(signals, &bytes, bytes.count)
        for number in bytes.prefix(max(0, count)).map(Int32.init) {
            if Signals.ending.contains(number) { return .signal(number) }
            if number == SIGTSTP { try pause(job: false) }
            // It was stopped by what cannot be caught, and others may have used the terminal since.
            if number == SIGCONT { try terminal.take() }
        }
        return nil
    }

    /// Gives the terminal back, stops, and takes it again when the shell lets it go on.
    private func pause(job: Bool) throws(ConsoleError) {
        terminal.giveBack()
        Signals.stop(job: job)
        try terminal.take()
    }
}
