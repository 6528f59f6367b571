import AsyncHTTPClient

/// How the web is reached: who answers for names, which addresses may be connected to, and by what way.
struct WebAccess: Sendable {
    /// Who answers for host names.
    var resolver = Resolver.system
    /// Which addresses may be connected to.
    var isAllowed: @Sendable (IPAddress) -> Bool = { $0.isPublic }
    /// A SOCKS server that makes the connections; nil connects directly.
    ///
    /// It is told the checked address and never a name. The tests put a server here that notes the address and connects to
    /// nothing; all before and after that step is what a validator does.
    var relay: HTTPClient.Configuration.Proxy?
}
