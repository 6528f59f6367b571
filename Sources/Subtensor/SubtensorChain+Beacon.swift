import Chain
import FoundationEssentials
import Rules
import Substrate
import Timelock

extension ChainState {
    /// When the block was made.
    func time() async throws -> Date {
        let milliseconds: UInt64 = try await value("Timestamp", "Now").number("Now")
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// The block in which a round is expected to be on the chain, the next one at least.
    func expectedBlock(of round: DrandRound, _ beacon: DrandChain) async throws -> UInt64 {
        let seconds = beacon.moment(of: round).timeIntervalSince(try await time())
        let blocks = (seconds / (try blockTime().value)).rounded(.up)
        return block.number + UInt64(min(max(blocks, 1), Double(UInt32.max)))
    }
}

extension SubtensorChain {
    /// What is stored after the newest block, whether it is final or not; for what has to be on time.
    ///
    /// Where a node is behind, that is the newest final one that was seen.
    func bestState() async throws -> ChainState {
        guard let hash = try await client.call("chain_getBlockHash").hashOrNil("chain_getBlockHash") else {
            throw ChainError(.malformedAnswer, "the node has no newest block")
        }
        let best = try await library.block(hash)
        let newest = try await heads.newestNumber()
        return best.number < newest ? try await state(at: newest) : try await state(of: best)
    }

    /// The beacon whose rounds open what is sealed.
    ///
    /// Whoever chooses its key can open everything at once, so that a node elsewhere has to name quicknet's; one on this
    /// machine may have a beacon of its own.
    ///
    /// - Throws: `ChainError.Code.wrongChain` for another beacon.
    func beacon(_ state: ChainState) async throws -> DrandChain {
        guard let told = try await state.value("Drand", "BeaconConfig"), let key = told["public_key"]?.byteString,
            let genesis = told["genesis_time"]?.number(UInt32.self), let period = told["period"]?.number(UInt32.self)
        else { throw ChainError(.unsupported, "the chain names no beacon") }
        do {
            let chain = try DrandChain(
                hash: Hexadecimal.text(told["hash"]?.byteString ?? [], prefix: ""),
                publicKey: key,
                genesis: Date(timeIntervalSince1970: Double(genesis)),
                period: .seconds(Int64(period))
            )
            guard trustsBeacon || chain.isSame(as: .quicknet) else {
                throw ChainError(
                    .wrongChain,
                    "the chain names a beacon that is not drand's quicknet; nothing is sealed"
                )
            }
            return chain
        } catch let error as TimelockError {
            throw ChainError(.malformedAnswer, "the chain's beacon cannot be used: \(error.message)", cause: error)
        }
    }
}
