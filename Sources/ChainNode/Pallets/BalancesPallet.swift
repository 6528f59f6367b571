import Substrate

/// What accounts have, and how it changes hands.
enum BalancesPallet {
    static let name = "Balances"
    static let index: UInt8 = 5
    /// Who has less ceases to exist, in rao.
    static let existentialDeposit: UInt64 = 500

    static let totalIssuance = StorageItem<UInt64>(
        name,
        "TotalIssuance",
        fallback: 0,
        about: "What there is altogether, in rao."
    )

    static let table = PalletTable(
        name: name,
        index: index,
        crate: "pallet_balances",
        documentation: "What accounts have, and how it changes hands.",
        storage: [totalIssuance.entry],
        calls: [
            CallTableEntry(
                "transfer_allow_death",
                0,
                ["dest", "value"],
                "Pays somebody; the payer's account may end.",
                action: transferAllowingDeath
            ),
            CallTableEntry(
                "transfer_keep_alive",
                3,
                ["dest", "value"],
                "Pays somebody; the payer's account must not end.",
                action: transferKeepingAlive
            ),
            CallTableEntry(
                "transfer_all",
                4,
                ["dest", "keep_alive"],
                "Pays somebody everything.",
                action: transferAll
            ),
        ],
        events: [
            BalancesEvents.endowed.entry, BalancesEvents.dustLost.entry, BalancesEvents.transfer.entry,
            BalancesEvents.deposit.entry, BalancesEvents.withdraw.entry,
        ],
        errors: BalancesFailure.entries,
        constants: [.init("ExistentialDeposit", existentialDeposit, "Who has less ceases to exist, in rao.")]
    )

    private static func transferAllowingDeath(_ dispatch: Dispatch, to: Address, _ value: Compact<UInt64>) throws {
        try dispatch.transfer(value.number, from: try dispatch.signer, to: try to.account, keepsAlive: false)
    }

    private static func transferKeepingAlive(_ dispatch: Dispatch, to: Address, _ value: Compact<UInt64>) throws {
        try dispatch.transfer(value.number, from: try dispatch.signer, to: try to.account, keepsAlive: true)
    }

    private static func transferAll(_ dispatch: Dispatch, to: Address, keepsAlive: Bool) throws {
        let signer = try dispatch.signer
        let free = dispatch.balance(of: signer)
        let value = keepsAlive ? free - min(free, existentialDeposit) : free
        try dispatch.transfer(value, from: signer, to: try to.account, keepsAlive: keepsAlive)
    }
}

/// What the pallet reports.
enum BalancesEvents {
    static let endowed = Event<AccountID, UInt64>(
        BalancesPallet.index,
        0,
        "Endowed",
        ["account", "free_balance"],
        "An account began with a balance."
    )
    static let dustLost = Event<AccountID, UInt64>(
        BalancesPallet.index,
        1,
        "DustLost",
        ["account", "amount"],
        "An account ended with something left."
    )
    static let transfer = Event<AccountID, AccountID, UInt64>(
        BalancesPallet.index,
        2,
        "Transfer",
        ["from", "to", "amount"],
        "One account paid another."
    )
    static let deposit = Event<AccountID, UInt64>(
        BalancesPallet.index,
        7,
        "Deposit",
        ["who", "amount"],
        "An account got something."
    )
    static let withdraw = Event<AccountID, UInt64>(
        BalancesPallet.index,
        8,
        "Withdraw",
        ["who", "amount"],
        "Something was taken from an account."
    )
}

/// What is refused.
enum BalancesFailure: UInt8, PalletFailure {
    case vestingBalance, liquidityRestrictions, insufficientBalance, existentialDeposit, expendability

    static var pallet: UInt8 { BalancesPallet.index }

    var documentation: String {
        switch self {
        case .insufficientBalance: "The balance is too low."
        case .existentialDeposit: "What is paid is too little to begin an account with."
        case .expendability: "The payment would end the payer's account."
        case .vestingBalance, .liquidityRestrictions: ChainReference.unused
        }
    }
}
