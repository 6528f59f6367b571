import Chain
import Substrate

/// Blocks and metadata of a chain, each asked of the node once.
///
/// What is stored in a block was written by the rules of the block before, so metadata is that of the parent: when a
/// chain changes its rules, the metadata of the new ones is fetched with the first block that they made.
actor BlockLibrary {
    /// The rules that a block was made by.
    struct Rules: Sendable {
        let specVersion: UInt32
        let transactionVersion: UInt32
        let metadata: Metadata
    }

    private let client: RPCClient
    private let limit: Int
    private var hashes: [UInt64: Hash256] = [:]
    private var references: [Hash256: BlockReference] = [:]
    private var versions: [Hash256: (spec: UInt32, transaction: UInt32)] = [:]
    private var metadata: [UInt32: Metadata] = [:]

    init(_ client: RPCClient, limit: Int) {
        self.client = client
        self.limit = limit
    }
}

extension BlockLibrary {
    /// Returns the block of a number, which has to be final: hashes of others may still change, and these are remembered.
    ///
    /// It is nil when the node knows none.
    func block(_ number: UInt64) async throws -> BlockReference? {
        if let hash = hashes[number] { return try await block(hash) }
        guard let place = Int64(exactly: number) else { return nil }
        let answer = try await client.call("chain_getBlockHash", [.integer(place)])
        guard let hash = try answer.hashOrNil("chain_getBlockHash") else { return nil }
        let reference = try await block(hash)
        guard reference.number == number else {
            throw ChainError(.malformedAnswer, "the node calls block \(reference.number) the block \(number)")
        }
        makeRoom()
        hashes[number] = hash
        return reference
    }

    /// Returns a block by its hash.
    func block(_ hash: Hash256) async throws -> BlockReference {
        if let known = references[hash] { return known }
        let header = try await client.call("chain_getHeader", [.string(hash.description)])
        guard header != .null else {
            throw ChainError(.stateGone, "the node does not know the block \(hash)")
        }
        let reference = try BlockReference(header: header, hash: hash)
        makeRoom()
        references[hash] = reference
        return reference
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
