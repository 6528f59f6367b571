import Arena
import ArgumentParser
import Chain
import Substrate
import Subtensor

/// The networks that command lines name.
enum Network: Hashable, ExpressibleByArgument {
    /// The embedded chain in the arena's folder.
    case local
    /// The public test network.
    case test
    /// The public main network.
    case finney
    /// The chain that a node serves.
    case node(NodeAddress)

    init?(argument: String) {
        switch argument {
        case "local": self = .local
        case "test": self = .test
        case "finney": self = .finney
        default:
            guard let address = try? NodeAddress(argument) else { return nil }
            self = .node(address)
        }
    }

    /// The name or the address.
    var text: String {
        switch self {
        case .local: "local"
        case .test: "test"
        case .finney: "finney"
        case .node(let address): address.description
        }
    }
}

/// Which network.
///
/// An option goes before the environment, and the environment before the file `.env`.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: """
            The network: local, or a node's address such as ws://127.0.0.1:9944. Default: $SUBTENSOR_NETWORK, \
            $TOURNAMENT_SUBTENSOR_NETWORK, or the arena's own.
            """
    )
    var network: Network?

    /// Returns the address of the node to talk to; nil: the chain that the arena has.
    ///
    /// - Parameter home: The arena's folder, which an explicit `local` has to fit; nil where it is founded anew.
    /// - Returns: The address, if one was named.
    /// - Throws: `CommandFailure` for a network that commands cannot talk to, before anything was sent; `ArenaError` when
    ///   the arena's chain is not embedded, though that was asked for.
    func node(for home: Home?) throws -> NodeAddress? {
        if network == .local { try home?.requireEmbeddedChain() }
        let (chosen, origin) = try choice
        switch chosen {
        case .local: return nil
        case .node(let address): return address
        case .test, .finney:
            throw CommandFailure(
                .unreachable,
                "the network '\(chosen.text)'\(origin) is not supported yet; nothing was sent or paid"
            )
        }
    }

    private var choice: (Network, origin: String) {
        get throws {
            if let network { return (network, "") }
            let names = ["SUBTENSOR_NETWORK", "TOURNAMENT_SUBTENSOR_NETWORK"]
            guard let setting = EnvironmentFile.setting(names) else { return (.local, "") }
            guard let network = Network(argument: setting.value) else {
                throw CommandFailure(
                    .unreachable,
                    "the network '\(setting.value)' from \(setting.name) is none of local, test, finney and ws://…"
                )
            }
            return (network, " from \(setting.name)")
        }
    }
}

/// Which subnet, and who pays for a place in it.
struct SubnetOptions: ParsableArguments {
    @Option(help: "The subnet on a network. Default: the arena's own, or 1.")
    var netuid: UInt16?

    @Option(
        help: """
            Who pays for the registration of a new hotkey on a network: the coldkey of a development chain, such as \
            //Dave. Hotkeys of other chains are registered beforehand.
            """
    )
    var payer: String?

    func validate() throws {
        // Whatever stands in a command line can be read by everybody on this machine.
        guard payer?.hasPrefix("//") ?? true else {
            throw ValidationError("--payer takes names of development chains only, such as //Dave")
        }
    }

    /// Opens the arena's chain, or that of a node that was named.
    func open(_ home: Home, _ node: NodeAddress?) async throws -> any Chain {
        guard try node != nil || home.network != nil else { return try await home.openChain() }
        let payer = try payer.map { try SecretURI($0).keyPair() }
        return try await home.connect(to: node, netuid: netuid) { $0.payer = payer }
    }
}
