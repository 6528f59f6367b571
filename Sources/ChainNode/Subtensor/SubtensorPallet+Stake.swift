import Substrate

extension SubtensorPallet {
    /// The least stake that can be added, removed or given away, in rao.
    static let leastStake: UInt64 = 500_000

    static func addStake(_ dispatch: Dispatch, hotkey: AccountID, netuid: UInt16, amount: UInt64) throws {
        let coldkey = try dispatch.signer
        try checkStake(dispatch, hotkey, netuid, amount)
        guard amount <= dispatch.spendable(by: coldkey) else { throw SubtensorFailure.notEnoughBalanceToStake }
        try dispatch.withdraw(amount, from: coldkey)
        dispatch.addStake(amount, with: hotkey, of: coldkey, in: netuid)
        dispatch.deposit(SubtensorEvents.stakeAdded, coldkey, hotkey, amount, amount, netuid, 0)
    }

    static func removeStake(_ dispatch: Dispatch, hotkey: AccountID, netuid: UInt16, amount: UInt64) throws {
        let coldkey = try dispatch.signer
        try checkStake(dispatch, hotkey, netuid, amount)
        try dispatch.takeStake(amount, with: hotkey, of: coldkey, in: netuid)
        dispatch.mint(amount, to: coldkey)
        dispatch.deposit(SubtensorEvents.stakeRemoved, coldkey, hotkey, amount, amount, netuid, 0)
    }

    static func transferStake(
        _ dispatch: Dispatch,
        to destination: AccountID,
        hotkey: AccountID,
        from origin: UInt16,
        into target: UInt16,
        amount: UInt64
    ) throws {
        let coldkey = try dispatch.signer
        try checkStake(dispatch, hotkey, origin, amount)
        try checkStake(dispatch, hotkey, target, amount)
        guard dispatch.value(SubtensorStorage.transferToggle, origin),
            dispatch.value(SubtensorStorage.transferToggle, target)
        else { throw SubtensorFailure.transferDisallowed }
        try dispatch.takeStake(amount, with: hotkey, of: coldkey, in: origin)
        dispatch.addStake(amount, with: hotkey, of: destination, in: target)
        dispatch.deposit(
            SubtensorEvents.stakeTransferred,
            coldkey,
            destination,
            hotkey,
            origin,
            target,
            amount
        )
    }

    static func recycleAlpha(_ dispatch: Dispatch, hotkey: AccountID, amount: UInt64, netuid: UInt16) throws {
        try destroy(dispatch, hotkey, amount, netuid)
        dispatch.deposit(SubtensorEvents.alphaRecycled, try dispatch.signer, hotkey, amount, netuid)
    }

    static func burnAlpha(_ dispatch: Dispatch, hotkey: AccountID, amount: UInt64, netuid: UInt16) throws {
        try destroy(dispatch, hotkey, amount, netuid)
        dispatch.deposit(SubtensorEvents.alphaBurned, try dispatch.signer, hotkey, amount, netuid)
    }

    private static func destroy(_ dispatch: Dispatch, _ hotkey: AccountID, _ amount: UInt64, _ netuid: UInt16) throws {
        let coldkey = try dispatch.signer
        guard netuid != 0 else { throw SubtensorFailure.cannotBurnOrRecycleOnRootSubnet }
        try checkStake(dispatch, hotkey, netuid, max(amount, leastStake))
        try dispatch.takeStake(amount, with: hotkey, of: coldkey, in: netuid)
    }

    private static func checkStake(
        _ dispatch: Dispatch,
        _ hotkey: AccountID,
        _ netuid: UInt16,
        _ amount: UInt64
    ) throws {
        guard dispatch.value(SubtensorStorage.networksAdded, netuid) else { throw SubtensorFailure.subnetNotExists }
        guard dispatch.find(SubtensorStorage.owner, hotkey) != nil else {
            throw SubtensorFailure.hotKeyAccountNotExists
        }
        guard amount >= leastStake else { throw SubtensorFailure.amountTooLow }
    }
}

extension StateReader {
    /// A coldkey's stake with a hotkey, in rao.
    func stake(with hotkey: AccountID, of coldkey: AccountID, in netuid: UInt16) -> UInt64 {
        UInt64(truncatingIfNeeded: value(SubtensorStorage.alpha, hotkey, coldkey, netuid).bits >> 64)
    }
}

extension Dispatch {
    /// Gives a coldkey stake with a hotkey.
    func addStake(_ amount: UInt64, with hotkey: AccountID, of coldkey: AccountID, in netuid: UInt16) {
        let stake = stake(with: hotkey, of: coldkey, in: netuid) + amount
        set(SubtensorStorage.alpha, hotkey, coldkey, netuid, to: FixedU128(whole: stake))
        setTotal(value(SubtensorStorage.totalHotkeyAlpha, hotkey, netuid) + amount, with: hotkey, in: netuid)
        update(SubtensorStorage.totalStake) { $0 += amount }
        update(SubtensorStorage.stakingHotkeys, coldkey) { hotkeys in
            if !hotkeys.contains(hotkey) { hotkeys.append(hotkey) }
        }
    }

    /// Takes stake with a hotkey from a coldkey.
    ///
    /// - Throws: `SubtensorFailure.notEnoughStakeToWithdraw`.
    func takeStake(_ amount: UInt64, with hotkey: AccountID, of coldkey: AccountID, in netuid: UInt16) throws {
        let stake = stake(with: hotkey, of: coldkey, in: netuid)
        guard stake >= amount else { throw SubtensorFailure.notEnoughStakeToWithdraw }
        if stake == amount {
            remove(SubtensorStorage.alpha, hotkey, coldkey, netuid)
        } else {
            set(SubtensorStorage.alpha, hotkey, coldkey, netuid, to: FixedU128(whole: stake - amount))
        }
        setTotal(value(SubtensorStorage.totalHotkeyAlpha, hotkey, netuid) - amount, with: hotkey, in: netuid)
        update(SubtensorStorage.totalStake) { $0 -= min($0, amount) }
    }

    private func setTotal(_ total: UInt64, with hotkey: AccountID, in netuid: UInt16) {
        set(SubtensorStorage.totalHotkeyAlpha, hotkey, netuid, to: total)
        set(SubtensorStorage.totalHotkeyShares, hotkey, netuid, to: FixedU128(whole: total))
    }
}
