import Substrate

extension StateReader {
    /// What an account may spend, in rao.
    func balance(of account: AccountID) -> UInt64 { value(SystemStorage.account, account).balance.free }

    /// What an account can pay without ending, in rao.
    func spendable(by account: AccountID) -> UInt64 {
        let free = balance(of: account)
        return free - min(free, BalancesPallet.existentialDeposit)
    }

    /// How many extrinsics of an account were included.
    func nonce(of account: AccountID) -> UInt32 { value(SystemStorage.account, account).nonce }
}

extension Dispatch {
    /// Lets an account pay another.
    ///
    /// - Throws: `DispatchError` when the payer has too little, or either account would end up with less than it needs to
    ///   exist.
    func transfer(_ amount: UInt64, from payer: AccountID, to payee: AccountID, keepsAlive: Bool) throws {
        let free = balance(of: payer)
        guard amount <= free else { throw DispatchError.token(.fundsUnavailable) }
        guard payer != payee else { return deposit(BalancesEvents.transfer, payer, payee, amount) }
        guard balance(of: payee) + amount >= BalancesPallet.existentialDeposit else {
            throw DispatchError.token(.belowMinimum)
        }
        guard !keepsAlive || free - amount >= BalancesPallet.existentialDeposit else {
            throw DispatchError.token(.notExpendable)
        }
        setBalance(of: payer, to: free - amount)
        setBalance(of: payee, to: balance(of: payee) + amount)
        deposit(BalancesEvents.transfer, payer, payee, amount)
    }

    /// Takes something from an account and burns it.
    ///
    /// - Throws: `DispatchError` when the account would not exist afterwards.
    func withdraw(_ amount: UInt64, from account: AccountID) throws {
        guard amount <= spendable(by: account) else { throw DispatchError.token(.fundsUnavailable) }
        setBalance(of: account, to: balance(of: account) - amount)
        update(BalancesPallet.totalIssuance) { $0 -= min($0, amount) }
        deposit(BalancesEvents.withdraw, account, amount)
    }

    /// Gives an account something new.
    func mint(_ amount: UInt64, to account: AccountID) {
        setBalance(of: account, to: balance(of: account) + amount)
        update(BalancesPallet.totalIssuance) { $0 += amount }
    }

    /// Sets a balance; an account begins with the first and ends with too little.
    private func setBalance(of account: AccountID, to free: UInt64) {
        var info = value(SystemStorage.account, account)
        if free < BalancesPallet.existentialDeposit {
            if info.providers > 0 { deposit(SystemEvents.killedAccount, account) }
            if free > 0 { deposit(BalancesEvents.dustLost, account, free) }
            info.providers = 0
            info.balance.free = 0
        } else {
            if info.providers == 0 {
                info.providers = 1
                deposit(SystemEvents.newAccount, account)
                deposit(BalancesEvents.endowed, account, free)
            }
            info.balance.free = free
        }
        set(SystemStorage.account, account, to: info)
    }
}
