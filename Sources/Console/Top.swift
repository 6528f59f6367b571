package import FoundationEssentials
import Glibc

/// The terminal dashboard of an arena, a client of the HTTP API that `tiltyard serve` offers.
package struct Top: Sendable {
    let options: TopOptions
    let address: ServerAddress

    /// Makes a dashboard that asks nobody yet.
    ///
    /// - Parameter options: What it shows and how.
    /// - Throws: `ConsoleError.Code.badAddress`.
    package init(_ options: TopOptions) throws(ConsoleError) {
        self.options = options
        address = try ServerAddress(options.url)
    }

    /// Asks once and returns the contest as text.
    ///
    /// - Parameters:
    ///   - columns: The width; nil for that of the environment, or 100.
    ///   - hasStyles: Whether there may be control sequences for looks.
    /// - Returns: Lines, each with its end.
    /// - Throws: `ConsoleError`.
    package func text(columns: Int?, hasStyles: Bool) async throws -> String {
        let snapshot = try await snapshot()
        let width = min(max(columns ?? options.terminal.columns ?? 100, 40), 1000)
        let report = PlainReport(
            look: options.terminal.look,
            place: address.shown,
            snapshot: snapshot,
            now: Self.now()
        )
        let isColoured = hasStyles && options.terminal.look.hasColour
        return report.lines(columns: width).map { $0.printed(hasStyles: isColoured) + "\n" }.joined()
    }

    /// Asks once and returns everything that is shown as JSON.
    ///
    /// - Throws: `ConsoleError`.
    package func json() async throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(try await snapshot())
    }

    private func snapshot() async throws -> Snapshot {
        try await WebServer.with(address, key: options.key) { server in
            let reader = Reader(server: server, place: address.shown)
            try await reader.greet()
            return try await reader.snapshot()
        }
    }

    static let now: @Sendable () -> Double = { Date().timeIntervalSince1970 * 1000 }
}
