import FoundationEssentials

/// Where a server is.
struct ServerAddress: Hashable, Sendable {
    /// The beginning of every address that is asked, without a slash at its end.
    let base: String
    /// Host and port, as they are shown.
    let shown: String

    /// Reads what somebody typed: a URL, or a host with a port.
    ///
    /// - Parameter text: What was typed.
    /// - Throws: `ConsoleError.Code.badAddress`.
    init(_ text: String) throws(ConsoleError) {
        let full = text.contains("://") ? text : "http://" + text
        guard full.utf8.count <= 500, full.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let url = URL(string: full),
            let scheme = url.scheme?.lowercased(), let host = url.host, !host.isEmpty
        else { throw ConsoleError(.badAddress, "\(text) is no address such as http://127.0.0.1:8000") }
        guard scheme == "http" || scheme == "https" else {
            throw ConsoleError(.badAddress, "\(text) begins with \(scheme); only http and https can be asked")
        }
        guard url.user == nil, url.password == nil else {
            throw ConsoleError(.badAddress, "the address has a user's name in it; use TILTYARD_API_KEY for a key")
        }
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        shown = name + (url.port.map { ":\($0)" } ?? "")
        let path = url.path.split(separator: "/").joined(separator: "/")
        base = "\(scheme)://\(shown)" + (path.isEmpty ? "" : "/" + path)
    }
}
