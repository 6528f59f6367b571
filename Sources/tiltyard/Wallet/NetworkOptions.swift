import ArgumentParser

/// The networks that published command lines name.
enum Network: String, CaseIterable, ExpressibleByArgument {
    /// The embedded chain in the arena's folder.
    case local
    /// The public test network.
    case test
    /// The public main network.
    case finney
}

/// Which network.
///
/// An option goes before the environment, and the environment before the file `.env`.
struct NetworkOptions: ParsableArguments {
    @Option(help: "The network. Default: $SUBTENSOR_NETWORK, $TOURNAMENT_SUBTENSOR_NETWORK, or local.")
    var network: Network?

    /// Makes sure that the network is one that commands can talk to.
    ///
    /// - Returns: The network, which is `local`.
    /// - Throws: `CommandFailure` for another network, before anything was sent.
    func supported() throws -> Network {
        let (chosen, origin) = try choice
        guard chosen == .local else {
            throw CommandFailure(
                .unreachable,
                "the network '\(chosen.rawValue)'\(origin) is not supported yet; nothing was sent or paid"
            )
        }
        return chosen
    }

    private var choice: (Network, origin: String) {
        get throws {
            if let network { return (network, "") }
            let names = ["SUBTENSOR_NETWORK", "TOURNAMENT_SUBTENSOR_NETWORK"]
            guard let setting = EnvironmentFile.setting(names) else { return (.local, "") }
            guard let network = Network(rawValue: setting.value) else {
                throw CommandFailure(
                    .unreachable,
                    "the network '\(setting.value)' from \(setting.name) is none of local, test and finney"
                )
            }
            return (network, " from \(setting.name)")
        }
    }
}
