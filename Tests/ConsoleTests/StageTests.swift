import Glibc
import TestSupport
import Testing

@testable import Console

/// The thread that draws, on a terminal without a window: however it ends, the terminal is as it was.
///
/// `scripts/top_trial.py` does the same to the whole program, with signals, crashes and a shell.
@Suite(.serialized) struct StageTests {
    /// Draws on a terminal until it is over, and returns how it ended and all that was sent.
    ///
    /// Keys are pressed once some text is on the screen: before that they would be the shell's.
    private func play(
        _ terminal: PseudoTerminal,
        press keys: String = "",
        at text: String = "tiltyard",
        before: (Mailbox, Int32) -> Void = { _, _ in }
    ) async throws -> (ending: Stage.Ending, output: String) {
        let mailbox = try Mailbox(), pipe = try Signals.makePipe()
        defer {
            close(pipe.read)
            close(pipe.write)
        }
        before(mailbox, pipe.write)
        async let ending = OwnThread.run {
            let stage = Stage(
                terminal: Terminal(input: terminal.terminal, output: terminal.terminal, hasColour: true),
                input: terminal.terminal,
                signals: pipe.read,
                mailbox: mailbox,
                dashboard: SampleContest.dashboard(rows: 24, columns: 80),
                clock: { SampleContest.now },
                ask: { _ in }
            )
            return try stage.run()
        }
        let output = try? await OwnThread.run { try terminal.output(until: text) }
        terminal.press(keys)
        // What does not come is a failure, and nothing to wait for.
        if output == nil { Self.send(SIGTERM, to: pipe.write) }
        let last = try await ending
        return (last, try #require(output) + terminal.output())
    }

    private static func send(_ signal: Int32, to signals: Int32) {
        var byte = UInt8(signal)
        _ = write(signals, &byte, 1)
    }

    private func expectGivenBack(_ terminal: PseudoTerminal, _ earlier: [UInt8], _ output: String) {
        #expect(terminal.settings == earlier)
        #expect(output.hasPrefix("\u{1B}[?1049h\u{1B}[?7l\u{1B}[?25l"))
        #expect(output.hasSuffix(Rescue.farewell.description))
    }

    @Test(arguments: ["q", "\u{3}", "?q", "jjG\r\tq"])
    func aKeyEndsIt(_ keys: String) async throws {
        let terminal = try PseudoTerminal(), earlier = terminal.settings
        let (ending, output) = try await play(terminal, press: keys)
        #expect(ending == .quit)
        expectGivenBack(terminal, earlier, output)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func aSignalEndsIt(_ number: Int32) async throws {
        let terminal = try PseudoTerminal(), earlier = terminal.settings
        let (ending, output) = try await play(terminal) { _, signals in Self.send(number, to: signals) }
        #expect(ending == .signal(number))
        expectGivenBack(terminal, earlier, output)
    }

    @Test func aWindowThatGoesAwayIsAnErrorAndNoCrash() throws {
        let terminal = try PseudoTerminal()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[1])
        let mailbox = try Mailbox(), signals = try Signals.makePipe()
        let earlier = terminal.settings
        let screen = Terminal(input: terminal.terminal, output: terminal.terminal, hasColour: true)
        // The keys come from a pipe at its end, as from a terminal whose window was closed.
        let stage = Stage(
            terminal: screen,
            input: ends[0],
            signals: signals.read,
            mailbox: mailbox,
            dashboard: SampleContest.dashboard(rows: 24, columns: 80),
            clock: { SampleContest.now },
            ask: { _ in }
        )
        #expect(throws: ConsoleError.self) { try stage.run() }
        #expect(!screen.isTaken)
        expectGivenBack(terminal, earlier, terminal.output())
    }

    @Test func whatIsNoTerminalIsNotDrawnOn() throws {
        let pipe = try Signals.makePipe()
        let screen = Terminal(input: pipe.read, output: pipe.write, hasColour: true)
        #expect(throws: ConsoleError.self) { try screen.take() }
        #expect(!screen.isTaken)
    }

    @Test func reportsAreShown() async throws {
        let terminal = try PseudoTerminal()
        var snapshot = SampleContest.snapshot
        snapshot.board.preset = "another-contest"
        let (ending, _) = try await play(terminal, press: "q", at: "another-contest") { mailbox, _ in
            mailbox.post(.snapshot(SampleContest.snapshot))
            mailbox.post(.snapshot(snapshot))
        }
        #expect(ending == .quit)
    }

    @Test func ofSnapshotsOnlyTheNewestWaits() throws {
        let mailbox = try Mailbox()
        for _ in 0..<1000 { mailbox.post(.snapshot(SampleContest.snapshot)) }
        let event = EventReply(sequence: 1, atMilliseconds: 0, kind: "x", subject: "y")
        for _ in 0..<1000 { mailbox.post(.event(event)) }
        #expect(mailbox.take().count == 256)
        #expect(mailbox.take().isEmpty)
    }
}
