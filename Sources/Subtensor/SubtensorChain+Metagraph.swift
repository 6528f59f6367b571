import Accounts
package import Chain
import Rules
import Substrate

extension SubtensorChain {
    /// Returns the participants as of the newest final block.
    ///
    /// Stake is what all coldkeys together have with the hotkey in this subnet. The uid of the owner's hotkey is the one
    /// that is rated when emission is to be burned, as is the custom of the network; it may have none.
    package func metagraph() async throws -> Metagraph {
        let state = try await state()
        if let known = await metagraphs.metagraph(at: state.block.hash) { return known }
        let new = try await metagraph(state)
        await metagraphs.keep(new, at: state.block.hash)
        return new
    }

    private func metagraph(_ state: ChainState) async throws -> Metagraph {
        let subnet = [DynamicValue.number(netuid)]
        let general = try await state.values([
            .subtensor("SubnetworkN", subnet), .subtensor("ValidatorPermit", subnet),
            .subtensor("SubnetOwnerHotkey", subnet),
        ])
        let count: UInt16 = try general[0].number("SubnetworkN")
        let permits = try general[1].list("ValidatorPermit")
        let uids = (0..<count).map(DynamicValue.number)
        let placed = try await state.values(
            uids.flatMap { uid in
                [.subtensor("Keys", subnet + [uid]), .subtensor("BlockAtRegistration", subnet + [uid])]
            }
        )
        let keys = try (0..<Int(count)).map { uid -> AccountID in
            guard let key = placed[2 * uid]?.account else {
                throw ChainError(.malformedAnswer, "uid \(uid) has no key")
            }
            return key
        }
        let held = try await state.values(
            keys.flatMap { key in
                [
                    .subtensor("Owner", [.account(key)]),
                    .subtensor("TotalHotkeyAlpha", [.account(key)] + subnet),
                ]
            }
        )
        let neurons = try keys.enumerated().map { uid, key in
            Metagraph.Neuron(
                uid: UInt16(uid),
                hotkey: try Hotkey(key),
                coldkey: held[2 * uid]?.account.map { $0.description },
                stakeRao: try held[2 * uid + 1].number("TotalHotkeyAlpha"),
                registeredAt: try placed[2 * uid + 1].number("BlockAtRegistration"),
                isValidator: permits.indices.contains(uid) && permits[uid] == .bool(true)
            )
        }
        let owner = general[2]?.account
        return Metagraph(
            block: state.block.number,
            neurons: neurons,
            burnUID: owner.flatMap { owner in keys.firstIndex { $0 == owner } }.map { UInt16($0) }
        )
    }

    /// Returns how often the subnet pays, and what.
    ///
    /// What an epoch pays is not known when the node has forgotten the state of the last one.
    package func rhythm() async throws -> Rhythm {
        let state = try await state()
        let epochs = try await state.epochs(of: netuid)
        let emission = try await lastEmission(state)
        let blockTime = try state.blockTime()
        let limit = try await state.value("SubtensorModule", "WeightsSetRateLimit", [.number(netuid)])
        return Rhythm(
            blockTime: blockTime,
            tempoBlocks: Int(clamping: epochs.length),
            emissionRao: emission,
            nextPayoutBlock: try epochs.nextBlock(),
            sealSlackBlocks: Int((options.sealSlack / .seconds(blockTime.value)).rounded(.up)),
            weightsIntervalBlocks: try limit.number("WeightsSetRateLimit")
        )
    }
}

extension ChainState {
    /// The time between two blocks, from the chain's constants.
    ///
    /// - Throws: `ChainError.Code.unsupported` when no constant tells.
    func blockTime() throws -> Seconds {
        let slot = (try? metadata.constant("Aura", "SlotDuration"))?.number(UInt64.self)
        // On other chains half of it is the least time between two blocks.
        let half = (try? metadata.constant("Timestamp", "MinimumPeriod"))?.number(UInt64.self)
        guard let milliseconds = slot ?? half.map({ min($0, .max / 2) * 2 }), milliseconds > 0 else {
            throw ChainError(.unsupported, "no constant of the chain says how long a block takes")
        }
        return Seconds(Double(milliseconds) / 1000)
    }
}

extension ChainState.Item {
    static func subtensor(_ name: String, _ keys: [DynamicValue]) -> ChainState.Item {
        ChainState.Item("SubtensorModule", name, keys)
    }
}

extension Hotkey {
    init(_ account: AccountID) throws {
        guard let hotkey = Hotkey(bytes: account.bytes) else { preconditionFailure("an account has 32 bytes") }
        self = hotkey
    }

    var account: AccountID {
        guard let account = AccountID(bytes) else { preconditionFailure("a hotkey has 32 bytes") }
        return account
    }
}
