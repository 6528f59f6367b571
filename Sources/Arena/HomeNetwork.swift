package import Chain
import Foundation
package import Rules
import Substrate
package import Subtensor

/// Which chain an arena uses in place of an embedded one, as its folder remembers it.
///
/// The hash of block 0 is remembered with the address: whoever answers there later has to have the same.
package struct HomeNetwork: Sendable, Codable, Hashable {
    /// The node's address, `ws://…` or `wss://…`.
    package var node: String
    /// The subnet.
    package var netuid: UInt16
    /// The hash of block 0, as hexadecimal digits.
    package var genesis: String
    /// The block at which the arena began; nothing earlier concerns it.
    package var since: UInt64

    /// The node as it may be shown: an address may hold a key to its node.
    package var place: String { (try? NodeAddress(node).description) ?? "?" }
}

extension Home {
    /// The file that remembers which chain the arena uses; there is none in an arena with an embedded chain.
    package var networkFile: String { "\(path)/\(Self.networkName)" }

    static let networkName = "network.json"

    /// The folder in which payments are noted before they are sent.
    package var payments: String { "\(path)/\(Self.paymentsName)" }

    static let paymentsName = "payments"

    /// The file that remembers the newest final block of a network's chain that anybody here has seen.
    package var lastBlockFile: String { "\(path)/\(Self.lastBlockName)" }

    static let lastBlockName = "last-block.json"

    /// The chain that the arena uses in place of an embedded one; nil: it has, or will have, an embedded one.
    ///
    /// - Throws: `ArenaError.Code.unreadable` when the file is damaged.
    package var network: HomeNetwork? {
        get throws {
            guard let data = FileManager.default.contents(atPath: networkFile) else { return nil }
            guard let network = try? JSONDecoder().decode(HomeNetwork.self, from: data) else {
                throw ArenaError(.unreadable, "\(networkFile) is damaged; it names the arena's chain")
            }
            return network
        }
    }

    /// Makes sure that the arena has an embedded chain, or none yet.
    ///
    /// - Throws: `ArenaError.Code.refused` when it uses another.
    package func requireEmbeddedChain() throws {
        guard let network = try network else { return }
        throw ArenaError(
            .refused,
            "the arena in \(path) uses the chain at \(network.place); this is for arenas with an embedded one"
        )
    }

    /// Connects to the chain that the arena uses, and remembers it when it uses none yet.
    ///
    /// - Parameters:
    ///   - node: The node's address; nil: the one that is remembered. Another address of the same chain is remembered in
    ///     its place.
    ///   - netuid: The subnet; nil: the one that is remembered, or 1.
    ///   - settle: What else there is to say about the client.
    /// - Returns: The client.
    /// - Throws: `ArenaError` with `noArena` when nothing is remembered and no address is given, `refused` for an arena with
    ///   an embedded chain or for another subnet, `unreadable` for one that has forgotten its chain; `ChainError` with
    ///   `unreachable`, `wrongChain` or `lostBlocks`.
    package func connect(
        to node: NodeAddress?,
        netuid: UInt16? = nil,
        settle: (inout SubtensorChain.Settings) -> Void = { _ in }
    ) async throws -> SubtensorChain {
        guard !FileManager.default.fileExists(atPath: chain) else {
            throw ArenaError(.refused, "the arena in \(path) has an embedded chain; choose another folder")
        }
        let known = try network
        guard let address = try node ?? known.map({ try NodeAddress($0.node) }) else {
            throw ArenaError(.noArena, "there is no arena in \(path)")
        }
        if known == nil { try requireNothingToForget() }
        if let known, let netuid, known.netuid != netuid {
            throw ArenaError(.refused, "the arena in \(path) is on subnet \(known.netuid), not \(netuid)")
        }
        var settings = SubtensorChain.Settings(netuid: known?.netuid ?? netuid ?? 1)
        settings.genesis = try known.map { try Hash256(hexadecimal: "0x\($0.genesis)") }
        settings.since = known?.since ?? 0
        settings.book = transferBook
        let memory = FileBlockMemory(path: lastBlockFile)
        // Nothing is remembered of a chain that may not become the arena's.
        settings.memory = known.map { _ in memory }
        settings.sealing = TimelockSealing()
        settle(&settings)
        let chain = try await SubtensorChain.open(address, settings)
        var found = HomeNetwork(
            node: address.text,
            netuid: settings.netuid,
            genesis: Hex.text(chain.genesis.bytes),
            since: settings.since
        )
        if known == nil { found.since = try await chain.currentBlock() }
        guard found != known else { return chain }
        try remember(found)
        guard known == nil else { return chain }
        // The client reads nothing from before the arena.
        await chain.close()
        settings.genesis = chain.genesis
        settings.since = found.since
        settings.memory = memory
        return try await SubtensorChain.open(address, settings)
    }

    /// Makes sure that an arena begins: one whose chain is forgotten could be taken to another, and pay there again.
    private func requireNothingToForget() throws {
        let left = [records, payments, lastBlockFile].first { FileManager.default.fileExists(atPath: $0) }
        guard let left else { return }
        throw ArenaError(
            .unreadable,
            "\(networkFile) is gone while \(left) is there; put it back, or choose another folder"
        )
    }

    private func remember(_ network: HomeNetwork) throws {
        try prepare()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            // An address may hold a key to its node.
            try PrivateFile.replace(networkFile, with: Array(try encoder.encode(network)))
        } catch {
            throw ArenaError(.unreadable, "cannot write \(networkFile): \(error)")
        }
    }

    /// The key that sets the weights of an arena on a network; it is made when there is none.
    ///
    /// - Throws: `ChainError` of the wallet.
    package func validatorKey() throws -> HotkeyPair {
        let wallet = wallets.wallet(Self.validatorName)
        return try wallet.hotkeys.isEmpty ? wallet.create() : wallet.load()
    }

    /// Connects to the network that the arena uses, to look on beside whoever works there: nothing is noted or sent, and a
    /// node that does not answer is given up soon.
    ///
    /// - Throws: As `connect` does.
    package func watchNetwork() async throws -> any Chain {
        try await connect(to: nil) { settings in
            settings.book = nil
            settings.memory = nil
            settings.sealing = nil
            settings.options.connectTime = .seconds(5)
            settings.options.callTime = .seconds(10)
            settings.options.patience = .seconds(5)
            settings.options.longestPause = .seconds(2)
        }
    }

    /// The hotkey that sets the weights, where the folder has it; it is not made.
    ///
    /// Its public half is read where there is one: who only shows it needs no secret.
    package var knownValidator: Hotkey? {
        let wallet = wallets.wallet(Self.validatorName)
        guard let path = try? wallet.path(of: Wallet.defaultName),
            let data = FileManager.default.contents(atPath: "\(path)pub.txt"),
            let half = try? PublicKeyfile(Array(data))
        else { return try? wallet.load().hotkey }
        return Hotkey(bytes: half.account.bytes)
    }

    /// The key that sets the weights of an arena on a chain for development: //BobHot, unless it has another already.
    ///
    /// - Throws: `ChainError` of the wallet.
    package func developmentKey() throws -> HotkeyPair {
        let wallet = wallets.wallet(Self.validatorName)
        guard wallet.hotkeys.isEmpty else { return try wallet.load() }
        return try wallet.store(Keyfile(try SecretURI("//BobHot").keyPair()))
    }

    /// Opens the chain of an arena that is there, and the key that sets its weights and has its fees.
    ///
    /// - Throws: `ChainError` when either is damaged, missing or cannot be reached.
    package func openTreasury() async throws -> (chain: any Chain & Treasury, validator: HotkeyPair) {
        guard try network != nil else { return try openExisting() }
        let validator = try wallets.wallet(Self.validatorName).load()
        return (try await connect(to: nil), validator)
    }

    /// Opens the arena's chain: the one that it is connected to, or that of a node that is named, or the embedded one.
    package func openChain(node: NodeAddress? = nil, netuid: UInt16? = nil) async throws -> any Chain {
        if try node != nil || network != nil { return try await connect(to: node, netuid: netuid) }
        guard exists else { throw ArenaError(.noArena, "there is no arena in \(path)") }
        return try LocalChain.open(at: chain)
    }
}
