/// What a dashboard shows and how.
package struct TopOptions: Sendable {
    /// The server, as somebody typed it.
    package var url: String
    /// The key that the server may ask for.
    package var key: String?
    /// How long to wait between two looks when nothing happens.
    package var refresh = Duration.seconds(10)
    package var terminal: TerminalKind

    /// Makes options.
    ///
    /// - Parameters:
    ///   - url: The server: a URL, or a host with a port.
    ///   - terminal: What the environment says about the terminal.
    package init(url: String, terminal: TerminalKind) {
        self.url = url
        self.terminal = terminal
    }
}
