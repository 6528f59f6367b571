import FoundationEssentials
import Glibc

extension Top {
    /// Draws on the terminal until somebody ends it.
    ///
    /// A server that cannot be reached is tried for ever; one that is no Tiltyard, or asks for a key, is told at once.
    ///
    /// - Parameters:
    ///   - input: Where keys come from.
    ///   - output: What is drawn on.
    /// - Returns: The signal that ended it, or nil when a key did.
    /// - Throws: `ConsoleError`, after the terminal was given back.
    package func live(input: Int32, output: Int32) async throws -> Int32? {
        try await WebServer.with(address, key: options.key) { server in
            do throws(ConsoleError) {
                try await Reader(server: server, place: address.shown).greet()
            } catch {
                guard error.mayPass else { throw error }
            }
            return try await show(server, input: input, output: output)
        }
    }

    /// Draws what a server says, on the thread of a stage beside a correspondent.
    func show(_ server: some ArenaServer, input: Int32, output: Int32) async throws -> Int32? {
        let mailbox = try Mailbox(), signals = try Signals.begin()
        defer { Signals.end(signals) }
        // Bounded by the keys of one person; what is asked twice is asked twice.
        let (questions, asking) = AsyncStream.makeStream(of: Question.self, bufferingPolicy: .bufferingNewest(16))
        var pace = Correspondent.Pace()
        pace.refresh = options.refresh
        let correspondent = Correspondent(
            server: server,
            reader: Reader(server: server, place: address.shown),
            pace: pace,
            post: { mailbox.post($0) },
            clock: Self.now
        )
        let look = options.terminal.look, place = address.shown
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask {
                await correspondent.run(questions: questions)
                return nil
            }
            defer { group.cancelAll() }
            return try await OwnThread.run {
                let terminal = Terminal(input: input, output: output, hasColour: look.hasColour)
                let stage = Stage(
                    terminal: terminal,
                    input: input,
                    signals: signals,
                    mailbox: mailbox,
                    dashboard: Dashboard(look: look, place: place, size: terminal.size, now: Self.now()),
                    clock: Self.now
                ) { asking.yield($0) }
                return try stage.run().signal
            }
        }
    }
}
