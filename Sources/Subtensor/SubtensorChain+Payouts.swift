import Accounts
package import Chain
import Rules
import Substrate

extension SubtensorChain {
    /// Returns what the subnet paid after a block, by block and uid.
    ///
    /// A payout is what `Emission` says of each uid at the end of an epoch, for being rated and for rating, and besides it
    /// the owner's cut: what the owner's hotkey gained in that block, less what moved there by extrinsics. Payouts are found
    /// from the newest back, each naming the one before.
    ///
    /// - Throws: `ChainError`: `stateGone` when the node has forgotten so old a state.
    package func payouts(after block: UInt64) async throws -> Payouts {
        let state = try await state()
        let floor = max(block, since)
        var payments: [Payment] = []
        var next = try await lastEpoch(state)
        for _ in 0..<options.payoutsRead {
            guard next > floor else { break }
            let payout = try await payout(at: next)
            payments = payout.payments + payments
            next = payout.previous
        }
        guard next <= floor else {
            throw ChainError(.overloaded, "more than \(options.payoutsRead) payouts came after block \(block)")
        }
        return Payouts(payments: payments, through: state.block.number)
    }

    /// What the newest payout was worth altogether, in rao; 0 before the first, and when the node has forgotten it.
    func lastEmission(_ state: ChainState) async throws -> UInt64 {
        let last = try await lastEpoch(state)
        guard last > since else { return 0 }
        do {
            return try await payout(at: last).payments.reduce(0) { try Self.sum($0, $1.rao) }
        } catch let error as ChainError where error.code == .stateGone {
            return 0
        }
    }

    /// The sum of two amounts that a node tells.
    ///
    /// - Throws: `ChainError.Code.malformedAnswer` when there cannot be so much.
    static func sum(_ one: UInt64, _ other: UInt64) throws -> UInt64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        guard !overflow else { throw ChainError(.malformedAnswer, "the chain tells amounts that nobody can have") }
        return sum
    }

    private func lastEpoch(_ state: ChainState) async throws -> UInt64 {
        // Newer rules have the first of these names, and the network spells the second one so.
        let names = ["LastEpochBlock", "LastMechansimStepBlock"]
        let name = names.first { (try? state.metadata.storageEntry("SubtensorModule", $0)) != nil } ?? names[1]
        return try await state.value("SubtensorModule", name, [.number(netuid)]).number(name)
    }

    private func payout(at block: UInt64) async throws -> (payments: [Payment], previous: UInt64) {
        if let known = await epochs.payout(at: block) { return known }
        let (after, before) = (try await state(at: block), try await state(at: block - 1))
        let subnet = [DynamicValue.number(netuid)]
        let told = try await after.values([
            .subtensor("Emission", subnet), .subtensor("SubnetOwnerHotkey", subnet),
        ])
        var paid = try told[0].list("Emission").map { try Optional($0).number("Emission", UInt64.self) }
        guard paid.count <= Int(UInt16.max) + 1 else {
            throw ChainError(.malformedAnswer, "the chain pays \(paid.count) uids; there are not so many")
        }
        let keys = try await after.values(paid.indices.map { .subtensor("Keys", subnet + [.number(UInt16($0))]) })
        if let owner = told[1]?.account, let uid = keys.firstIndex(where: { $0?.account == owner }) {
            let gain = try await gain(of: owner, before, after)
            paid[uid] = max(paid[uid], gain)
        }
        let payments = try paid.enumerated().filter { $0.element > 0 }.map { uid, rao in
            Payment(block: block, uid: UInt16(uid), hotkey: try keys[uid]?.account.map { try Hotkey($0) }, rao: rao)
        }
        let previous = try await lastEpoch(before)
        await epochs.keep(payments, at: block, previous: previous)
        return (payments, previous)
    }

    /// What a hotkey's stake grew by in a block, but for what extrinsics added or took.
    private func gain(of hotkey: AccountID, _ before: ChainState, _ after: ChainState) async throws -> UInt64 {
        let item = ChainState.Item.subtensor("TotalHotkeyAlpha", [.account(hotkey), .number(netuid)])
        let earlier: UInt64 = try await before.values([item])[0].number("TotalHotkeyAlpha")
        let later: UInt64 = try await after.values([item])[0].number("TotalHotkeyAlpha")
        var moved: (added: UInt64, taken: UInt64) = (0, 0)
        for event in try await after.events() where event.pallet == "SubtensorModule" {
            switch (event.name, event.content[1]?.account, event.content[3]?.number(UInt64.self)) {
            case ("StakeAdded", hotkey, let amount?) where isOurs(event.content[4]):
                moved.added = try Self.sum(moved.added, amount)
            case ("StakeRemoved", hotkey, let amount?) where isOurs(event.content[4]):
                moved.taken = try Self.sum(moved.taken, amount)
            case ("AlphaBurned", hotkey, _), ("AlphaRecycled", hotkey, _):
                guard isOurs(event.content[3]) else { continue }
                moved.taken = try Self.sum(moved.taken, event.content[2]?.number(UInt64.self) ?? 0)
            default: continue
            }
        }
        let (sum, minus) = (try Self.sum(later, moved.taken), try Self.sum(earlier, moved.added))
        return sum > minus ? sum - minus : 0
    }

    /// Whether an event's subnet is this one.
    private func isOurs(_ subnet: DynamicValue?) -> Bool { subnet?.number(UInt16.self) == netuid }
}
