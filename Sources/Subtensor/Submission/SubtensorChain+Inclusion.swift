import Chain
import Substrate

/// Where extrinsics are, and what they caused.
extension SubtensorChain {
    /// Finds an extrinsic in the block that the node names.
    func inclusion(_ signed: SignedCall, in hash: Hash256) async throws -> Inclusion {
        let block = try await library.block(hash)
        guard let index = try await place(of: signed, in: block) else {
            throw ChainError(
                .malformedAnswer,
                "the node says that \(signed.hash) is in block \(block.number); it is not"
            )
        }
        return Inclusion(block: block, index: index, events: [])
    }

    /// The place of an extrinsic in a block, or nil.
    func place(of signed: SignedCall, in block: BlockReference) async throws -> Int? {
        let wanted = RPCValue.bytes(signed.bytes)
        return try await extrinsics(of: block).firstIndex(of: wanted)
    }

    /// The extrinsics of a block as the node gives them.
    func extrinsics(of block: BlockReference) async throws -> [RPCValue] {
        let answer = try await client.find("chain_getBlock", [.string(block.hash.description)])
        guard case .array(let extrinsics)? = answer["block"]?["extrinsics"] else {
            throw ChainError(.malformedAnswer, "the node gives block \(block.number) without extrinsics")
        }
        return extrinsics
    }

    /// Reads what an extrinsic caused.
    ///
    /// - Throws: `ChainError` for the dispatch error.
    func checked(_ found: Inclusion) async throws -> Inclusion {
        await heads.see(found.block)
        let state = try await state(of: found.block)
        let events = try await state.events().filter { $0.extrinsic == UInt32(found.index) }
        if let failed = events.first(where: { $0.pallet == "System" && $0.name == "ExtrinsicFailed" }) {
            throw DispatchFailure(failed, state.metadata).error
        }
        guard events.contains(where: { $0.pallet == "System" && $0.name == "ExtrinsicSuccess" }) else {
            throw ChainError(.malformedAnswer, "the chain does not say whether an extrinsic succeeded")
        }
        return Inclusion(block: found.block, index: found.index, events: events)
    }
}
