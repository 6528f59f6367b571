import Arena
import Foundation
import Logging
import Rules
import Site
import Synchronization

/// The demo's pages, for as long as it runs.
///
/// Nobody waits for it, and whatever becomes of it, the contest goes on.
final class DemoSite: Sendable {
    /// Where it listens when nobody chose a port.
    static let usualPort = 8000

    private let home: Home
    private let preset: Preset
    private let port: Int?
    private let usual: Int
    private let logger: Logger
    private let say: @Sendable (String) -> Void
    private let url = Mutex<String?>(nil)

    /// Makes a site that does not listen yet.
    ///
    /// - Parameters:
    ///   - home: The demo's arena.
    ///   - preset: Its rules.
    ///   - port: Where it has to listen, 0 for any port that is free; nil for the usual one, or any if that is taken.
    ///   - usual: The usual one.
    ///   - logger: Where it says what went wrong.
    ///   - say: Tells people.
    init(
        home: Home,
        preset: Preset,
        port: Int?,
        usual: Int = DemoSite.usualPort,
        logger: Logger,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.home = home
        self.preset = preset
        self.port = port
        self.usual = usual
        self.logger = logger
        self.say = say
    }

    /// Where a browser finds it; nil while it does not listen.
    var address: String? { url.withLock(\.self) }

    /// Serves until its task is cancelled; gives up, in one sentence, where that cannot be.
    func run() async {
        if await serves(at: port ?? usual) || Task.isCancelled { return }
        guard let port else {
            if await !serves(at: 0), !Task.isCancelled { say("No pages are served: no port can be listened at.") }
            return
        }
        say("No pages are served: port \(port) cannot be listened at; choose another one with --port.")
    }

    /// Serves at a port; false when it cannot be listened at.
    private func serves(at port: Int) async -> Bool {
        var options = SiteOptions(home: home, preset: preset)
        options.port = port
        let site = SiteServer(options: options, logger: logger) { address in self.note("http://\(address)") }
        do {
            try await site.run()
        } catch {
            // Whatever ends a site that listened, its contest goes on without it.
            if address == nil { return false }
            if !Task.isCancelled { logger.error("the site ended", metadata: ["error": "\(error)"]) }
        }
        url.withLock { $0 = nil }
        return true
    }

    private func note(_ address: String) {
        logger.notice("serving", metadata: ["url": "\(address)"])
        let isElsewhere = port == nil && !address.hasSuffix(":\(usual)")
        let reason = isElsewhere ? "  (port \(usual) is taken; --port chooses another)" : ""
        say("The board is at \(Terminal.styled(address, .bold))\(reason)")
        url.withLock { $0 = address }
    }
}
