/// The environment variables of the reference system, and what they mean here.
package enum PublishedVariables {
    /// What becomes of a variable.
    package struct Meaning: Sendable, Hashable, Codable {
        /// The variable's name.
        package let name: String
        /// What it does here, or why it does nothing.
        package let effect: String
    }

    /// All variables of all published versions, by name.
    package static let all: [Meaning] = [
        meaning("CRUSADES_HPARAMS_PATH", "default of --hparams"),
        meaning("CRUSADES_WALLET_NAME", "default of --wallet.name"),
        meaning("CRUSADES_WALLET_HOTKEY", "default of --wallet.hotkey"),
        meaning("TOURNAMENT_WALLET_NAME", "default of --wallet.name"),
        meaning("TOURNAMENT_WALLET_HOTKEY", "default of --wallet.hotkey"),
        meaning("SUBTENSOR_NETWORK", "default of --network"),
        meaning("TOURNAMENT_SUBTENSOR_NETWORK", "default of --network"),
        meaning("HF_TOKEN", "the token with which workload fetch asks for gated models"),
        meaning("CRUSADES_DEBUG", "none; use --log-level debug"),
        meaning("TOURNAMENT_API_HOST", "none yet: there is no API"),
        meaning("TOURNAMENT_API_PORT", "none yet: there is no API"),
        meaning("CRUSADES_DB_PATH", "none; records lie in the arena's folder, --home"),
    ]

    /// Returns the variables of an environment that look like settings of the reference system and are none.
    ///
    /// - Parameter names: The environment's names.
    /// - Returns: Those that begin with its prefixes and are unknown, in alphabetical order.
    package static func unknown(among names: some Sequence<String>) -> [String] {
        let known = Set(all.map(\.name))
        return names.filter { name in
            ["TOURNAMENT_", "CRUSADES_"].contains(where: name.hasPrefix) && !known.contains(name)
        }.sorted()
    }

    private static func meaning(_ name: String, _ effect: String) -> Meaning { Meaning(name: name, effect: effect) }
}
