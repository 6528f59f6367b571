import Arena
import Chain
import Rules
import Substrate
import Subtensor

/// Where made-up entrants meet: an embedded chain, which is founded when there is none, or one for development.
struct RehearsalGround: Sendable {
    let chain: any RehearsalChain
    let validator: HotkeyPair

    /// The rhythm of a chain that has to be founded: a block a second.
    private static let schedule = Schedule(
        blockTime: Seconds(1),
        revealBlocks: 1,
        tempoBlocks: 10,
        maximumSubmissionsPending: 1
    )

    /// Opens the chain of an arena, or makes an arena.
    ///
    /// - Parameters:
    ///   - home: The arena's folder.
    ///   - node: The node of a chain for development; nil: the one that the arena knows, or an embedded chain.
    ///   - netuid: The subnet there.
    /// - Throws: `CommandFailure` when it is no such chain: nobody's money or title is at stake in a rehearsal.
    init(_ home: Home, node: NodeAddress?, netuid: UInt16?) async throws {
        guard try node != nil || home.network != nil else {
            (chain, validator) = try home.openOrFound(schedule: Self.schedule, emission: ArenaOptions.emissionRao)
            return
        }
        let payer = try SecretURI("//Dave").keyPair()
        let network = try await home.connect(to: node, netuid: netuid) { $0.payer = payer }
        let key = try home.developmentKey()
        let known = HotkeyPair(try SecretURI("//BobHot").keyPair()).hotkey
        let raters = try await network.metagraph().neurons.filter(\.isValidator).map(\.hotkey)
        guard key.hotkey == known, raters.contains(known) else {
            throw CommandFailure(
                .rejected,
                "//BobHot sets no weights for the arena in \(home.path); made-up entrants are for chains of tiltyard chain run"
            )
        }
        (chain, validator) = (network, key)
    }
}
