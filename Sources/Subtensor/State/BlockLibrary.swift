import Chain
import Substrate

/// Blocks and metadata of a chain, each asked of the node once.
///
/// What is stored in a block was written by the rules of the block before, so metadata is that of the parent: when a
/// chain changes its rules, the metadata of the new ones is fetched with the first block that they made.
///
/// The node may be one of several behind an address, and not the one that told of a block. One that is behind may lack the
/// block, which is asked for again then; or it has another of that number, so that blocks near the end are not asked for
/// by number but found from a final one, parent by parent.
actor BlockLibrary {
    /// The rules that a block was made by.
    struct Rules: Sendable {
        let specVersion: UInt32
        let transactionVersion: UInt32
        let metadata: Metadata
    }

    private let client: RPCClient
    private let options: SubtensorOptions
    /// The hashes of final blocks.
    private var hashes: [UInt64: Hash256] = [:]
    /// The highest number among them, ever.
    private var highest: UInt64 = 0
    private var references: [Hash256: BlockReference] = [:]
    private var versions: [Hash256: (spec: UInt32, transaction: UInt32)] = [:]
    private var metadata: [UInt32: Metadata] = [:]

    init(_ client: RPCClient, _ options: SubtensorOptions) {
        self.client = client
        self.options = options
    }
}

extension BlockLibrary {
    /// Returns the newest block that the node has for final.
    func newestFinal() async throws -> BlockReference {
        guard let hash = try await client.call("chain_getFinalizedHead").hashOrNil("chain_getFinalizedHead") else {
            throw ChainError(.malformedAnswer, "the node has no final block")
        }
        let newest = try await block(hash)
        note(newest.number, hash)
        return newest
    }

    /// Takes the hash of a final block down.
    func note(_ number: UInt64, _ hash: Hash256) {
        makeRoom()
        hashes[number] = hash
        highest = max(highest, number)
    }

    /// Returns a block by its number; it is final, as somebody has told.
    ///
    /// - Throws: `ChainError.Code.behind` when the node does not have it in the time that the options give.
    func block(_ number: UInt64) async throws -> BlockReference {
        if let hash = hashes[number] { return try await block(hash) }
        if let later = (1...max(options.deepestFork, 1)).lazy.compactMap({ self.hashes[number + $0] }).first {
            return try await ancestor(of: later, number)
        }
        if highest > number + options.deepestFork { return try await old(number) }
        return try await options.whileBehind {
            let newest = try await newestFinal()
            guard newest.number >= number else {
                throw ChainError(.behind, "block \(number) is final, and the node's last one is \(newest.number)")
            }
            let isOld = newest.number - number > options.deepestFork
            return isOld ? try await old(number) : try await ancestor(of: newest.hash, number)
        }
    }

    /// Goes from one final block back to another.
    private func ancestor(of hash: Hash256, _ number: UInt64) async throws -> BlockReference {
        var block = try await block(hash)
        while block.number > number {
            note(block.number - 1, block.parent)
            block = try await self.block(block.parent)
        }
        guard block.number == number else {
            throw ChainError(.malformedAnswer, "the node has no block \(number) among the ancestors of \(hash)")
        }
        return block
    }

    /// Returns a block that is so old that no node has another in its place.
    private func old(_ number: UInt64) async throws -> BlockReference {
        guard let place = Int64(exactly: number),
            let hash = try await client.find("chain_getBlockHash", [.integer(place)]).hashOrNil("chain_getBlockHash")
        else { throw ChainError(.malformedAnswer, "there can be no block \(number)") }
        let block = try await block(hash)
        guard block.number == number else {
            throw ChainError(.malformedAnswer, "the node calls block \(block.number) the block \(number)")
        }
        note(number, hash)
        return block
    }

    /// Returns a block by its hash.
    func block(_ hash: Hash256) async throws -> BlockReference {
        if let known = references[hash] { return known }
        let header = try await client.find("chain_getHeader", [.string(hash.description)])
        let block = try BlockReference(header: header, hash: hash)
        makeRoom()
        references[hash] = block
        return block
    }

    /// Returns the rules that a block was made by.
    func rules(of block: BlockReference) async throws -> Rules {
        try await rules(at: block.number == 0 ? block.hash : block.parent)
    }

    /// Returns the rules that hold after a block.
    func rules(at hash: Hash256) async throws -> Rules {
        let version = try await version(at: hash)
        if let known = metadata[version.spec] { return Rules(version, known) }
        let answer = try await client.call("state_getMetadata", [.string(hash.description)])
        guard let bytes = try answer.bytesOrNil("state_getMetadata") else {
            throw ChainError(.malformedAnswer, "the node gives no metadata")
        }
        do {
            let new = try Metadata(bytes: bytes)
            if metadata.count >= 64 { metadata = [:] }
            metadata[version.spec] = new
            return Rules(version, new)
        } catch {
            throw ChainError(
                .malformedAnswer,
                "the metadata of version \(version.spec) cannot be read: \(error)",
                cause: error
            )
        }
    }

    private func version(at hash: Hash256) async throws -> (spec: UInt32, transaction: UInt32) {
        if let known = versions[hash] { return known }
        let answer = try await client.call("state_getRuntimeVersion", [.string(hash.description)])
        guard let spec = answer["specVersion"]?.number(UInt32.self),
            let transaction = answer["transactionVersion"]?.number(UInt32.self)
        else { throw ChainError(.malformedAnswer, "the node gives no version of the chain's rules") }
        makeRoom()
        versions[hash] = (spec, transaction)
        return (spec, transaction)
    }

    private func makeRoom() {
        let limit = options.rememberedBlocks
        if hashes.count >= limit { hashes = [:] }
        if references.count >= limit { references = [:] }
        if versions.count >= limit { versions = [:] }
    }
}

extension BlockLibrary.Rules {
    fileprivate init(_ version: (spec: UInt32, transaction: UInt32), _ metadata: Metadata) {
        self.init(specVersion: version.spec, transactionVersion: version.transaction, metadata: metadata)
    }
}
