import ArgumentParser
import Console
import Foundation
import Glibc

/// Shows an arena in the terminal.
struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Follow an arena in the terminal: board, scores, newest submissions, queue, code.",
        discussion: """
            It asks the HTTP API of `tiltyard serve`, here or elsewhere. Press ? for the keys. Where the output is no \
            terminal it prints once and ends. With TILTYARD_API_KEY in the environment it sends that key. NO_COLOR takes \
            the colours away; a locale without UTF-8, or --ascii, every sign that is not ASCII.
            """
    )

    @Option(help: "The server: a URL, or a host with a port.")
    var url = "http://127.0.0.1:8000"

    @Option(help: "Seconds between two looks when nothing happens; what happens is shown at once.")
    var refresh = 10.0

    @Flag(help: "Print once and end.")
    var once = false

    @Flag(help: "Print everything once as JSON and end.")
    var json = false

    @Flag(help: "Use ASCII only.")
    var ascii = false

    func validate() throws {
        guard (1...3600).contains(refresh) else { throw ValidationError("--refresh is from 1 to 3600 seconds") }
    }

    func run() async throws {
        do {
            try await show()
        } catch let error as ConsoleError {
            throw CommandFailure(Self.status(of: error.code), error.sentence)
        }
    }

    private func show() async throws {
        let environment = ProcessInfo.processInfo.environment
        var options = TopOptions(url: url, terminal: TerminalKind(environment: environment, isASCII: ascii))
        options.key = environment["TILTYARD_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        options.refresh = .milliseconds(Int(refresh * 1000))
        let top = try Top(options)
        if json {
            FileHandle.standardOutput.write(try await top.json() + Data("\n".utf8))
            return
        }
        let isTerminal = isatty(STDOUT_FILENO) == 1 && options.terminal.canBeDrawnOn
        guard !once, isTerminal, let keys = TerminalKeys() else {
            let columns = isTerminal ? TerminalKeys.columns : nil
            let text = try await top.text(columns: columns, hasStyles: isTerminal)
            FileHandle.standardOutput.write(Data(text.utf8))
            return
        }
        if let signal = try await top.live(input: keys.descriptor, output: STDOUT_FILENO) { end(by: signal) }
    }

    /// Ends as whoever sent the signal expects.
    private func end(by number: Int32) {
        _ = signal(number, SIG_DFL)
        // The threads that tasks run on keep signals away from themselves.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_UNBLOCK, &all, nil)
        raise(number)
    }

    private static func status(of code: ConsoleError.Code) -> ExitStatus {
        switch code {
        case .badAddress: .usage
        case .noTerminal: .machineUnfit
        case .failed: .failed
        default: .unreachable
        }
    }
}
