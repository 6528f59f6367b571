import Accounts
import Chain
package import FoundationEssentials
import Rules
package import Substrate

/// A chain of Bittensor's network, or one that speaks as it does, over JSON-RPC on a WebSocket.
///
/// Names of pallets, items, calls and errors are looked up in the metadata that the node serves; no index is known here.
/// Everything is read at final blocks: a block number that was told once stays true. Without a payer nobody is registered,
/// and without a hotkey that signs nothing is sent at all.
///
/// ```swift
/// let chain = try await SubtensorChain.open(try NodeAddress("ws://127.0.0.1:9944"), netuid: 1)
/// print(try await chain.metagraph())
/// ```
package final class SubtensorChain: Sendable {
    /// The subnet.
    package let netuid: UInt16
    /// The hash of block 0.
    package let genesis: Hash256
    /// The block before which nothing is read of reveals, payouts and transfers.
    package let since: UInt64
    let client: RPCClient
    let library: BlockLibrary
    let heads: HeadFollower
    let options: SubtensorOptions
    let queue = SubmissionQueue()
    let payer: SR25519KeyPair?
    let sealing: (any WeightsSealing)?
    /// Whether the chain may name a beacon of its own.
    let trustsBeacon: Bool
    let book: (any TransferBook)?
    let metagraphs = MetagraphCache()
    let epochs = EpochCache()

    private init(
        _ client: RPCClient,
        _ library: BlockLibrary,
        _ genesis: Hash256,
        _ landmark: Landmark,
        _ settings: Settings,
        trustsBeacon: Bool
    ) {
        self.trustsBeacon = trustsBeacon
        netuid = settings.netuid
        since = settings.since
        options = settings.options
        payer = settings.payer
        sealing = settings.sealing
        book = settings.book
        self.genesis = genesis
        self.client = client
        self.library = library
        heads = HeadFollower(client, library, landmark, settings.options)
        heads.start()
    }

    deinit { heads.stop() }

    /// What a client of a chain is made of.
    package struct Settings: Sendable {
        /// The subnet.
        package var netuid: UInt16
        /// The hash of block 0 that the node has to have; nil takes any, once.
        package var genesis: Hash256?
        /// The block before which nothing is read of reveals, payouts and transfers.
        package var since: UInt64 = 0
        /// The coldkey that pays for registrations; nil: nobody is registered.
        package var payer: SR25519KeyPair?
        /// Seals weights for subnets that want them sealed; nil: such subnets are refused.
        package var sealing: (any WeightsSealing)?
        /// Remembers payments, so that none is made twice even when this process dies.
        package var book: (any TransferBook)?
        /// Remembers the newest final block, so that a chain is not trusted that has lost blocks meanwhile.
        package var memory: (any BlockMemory)?
        /// Whether the chain may name a beacon of its own; nil: if its node is on this machine.
        package var trustsOwnBeacon: Bool?
        /// The limits.
        package var options = SubtensorOptions()

        /// The usual settings.
        package init(netuid: UInt16) { self.netuid = netuid }
    }
}

extension SubtensorChain {
    /// Connects to a node.
    ///
    /// - Parameters:
    ///   - address: Where it listens.
    ///   - settings: The subnet, and what else there is to know.
    /// - Returns: The client, which any number of tasks may share, and which connects again whenever it has to.
    /// - Throws: `ChainError` with `unreachable` after one attempt, `wrongChain` when block 0 is another than is demanded,
    ///   `lostBlocks` when the newest block that is remembered is not there, `unsupported` when there is no such subnet.
    package static func open(_ address: NodeAddress, _ settings: Settings) async throws -> SubtensorChain {
        let first = try await RPCLink.connect(address, settings.options)
        let found = try await genesis(over: first)
        first.close(ChainError(.disconnected, "the first look is over"))
        let genesis = settings.genesis ?? found
        try require(found, genesis, at: address)
        let landmark = try Landmark(settings.memory, settings.options)
        let client = RPCClient(address, settings.options) { link in
            try require(try await Self.genesis(over: link), genesis, at: address)
            try await landmark.require(over: link, at: address)
        }
        let library = BlockLibrary(client, settings.options)
        if let block = landmark.block { await library.note(block.number, block.hash) }
        let chain = SubtensorChain(
            client,
            library,
            genesis,
            landmark,
            settings,
            trustsBeacon: settings.trustsOwnBeacon ?? address.isOnThisMachine
        )
        let exists = try await chain.state().value("SubtensorModule", "NetworksAdded", [.number(settings.netuid)])
        guard exists == .bool(true) else {
            await chain.close()
            throw ChainError(.unsupported, "the chain at \(address) has no subnet \(settings.netuid)")
        }
        return chain
    }

    /// Ends the connection; what is under way fails.
    package func close() async {
        heads.stop()
        await client.close()
    }

    private static func genesis(over link: RPCLink) async throws -> Hash256 {
        guard let hash = try await link.call("chain_getBlockHash", [.integer(0)]).hashOrNil("chain_getBlockHash") else {
            throw ChainError(.malformedAnswer, "the node knows no block 0")
        }
        return hash
    }

    private static func require(_ found: Hash256, _ wanted: Hash256, at address: NodeAddress) throws {
        guard found == wanted else {
            throw ChainError(
                .wrongChain,
                "\(address) serves another chain than before: its block 0 is \(found), not \(wanted)"
            )
        }
    }
}

extension SubtensorChain {
    /// What is stored after a final block, the newest if none is named.
    ///
    /// - Throws: `ChainError`: `unknownBlock` for a block that is not final; `behind` for one that is, and that the node does
    ///   not have in the time that the options give.
    func state(at number: UInt64? = nil) async throws -> ChainState {
        let newest = try await heads.newestNumber()
        let number = number ?? newest
        guard number <= newest else {
            throw ChainError(.unknownBlock, "block \(number) is not final; the newest that is has the number \(newest)")
        }
        return try await state(of: try await library.block(number))
    }

    func state(of block: BlockReference) async throws -> ChainState {
        ChainState(
            client: client,
            options: options,
            block: block,
            metadata: try await library.rules(of: block).metadata
        )
    }

    /// The hash of block 0.
    package var identity: Data { Data(genesis.bytes) }

    /// Returns the number of the newest final block.
    package func currentBlock() async throws -> UInt64 { try await heads.newestNumber() }

    /// Returns the hash of a final block.
    package func blockHash(of block: UInt64) async throws -> Data {
        Data(try await state(at: block).block.hash.bytes)
    }
}
