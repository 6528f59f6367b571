import Substrate

/// What the pallet of subnets stores.
///
/// Most items are kept for each subnet; those of neurons hold a list with a place for every uid.
enum SubtensorStorage {
    static let pallet = "SubtensorModule"

    /// An item that is kept for each subnet, under its number as it is.
    static func perSubnet<Value: ScaleDescribed>(
        _ name: String,
        _ fallback: Value? = nil,
        _ documentation: String
    ) -> StorageItem<Value, UInt16> {
        StorageItem<Value, UInt16>(pallet, name, .identity, fallback: fallback, about: documentation)
    }

    /// An item that is kept for each uid of each subnet.
    static func perUID<Value: ScaleDescribed>(
        _ name: String,
        _ fallback: Value? = nil,
        _ documentation: String
    ) -> StorageItem<Value, UInt16, UInt16> {
        StorageItem<Value, UInt16, UInt16>(pallet, name, .identity, .identity, fallback: fallback, about: documentation)
    }

    /// An item that is kept for each hotkey of each subnet.
    static func perHotkey<Value: ScaleDescribed>(
        _ name: String,
        _ fallback: Value? = nil,
        _ documentation: String
    ) -> StorageItem<Value, UInt16, AccountID> {
        StorageItem<Value, UInt16, AccountID>(
            pallet,
            name,
            .identity,
            .blake2b128Concat,
            fallback: fallback,
            about: documentation
        )
    }

    /// An item that is kept for each account.
    static func perAccount<Value: ScaleDescribed>(
        _ name: String,
        _ fallback: Value? = nil,
        _ documentation: String
    ) -> StorageItem<Value, AccountID> {
        StorageItem<Value, AccountID>(pallet, name, .blake2b128Concat, fallback: fallback, about: documentation)
    }

    /// An item of which there is one.
    static func single<Value: ScaleDescribed>(
        _ name: String,
        _ fallback: Value? = nil,
        _ documentation: String
    ) -> StorageItem<Value> {
        StorageItem<Value>(pallet, name, fallback: fallback, about: documentation)
    }

    /// An account that nobody holds, which stands where there is none.
    static let nobody: AccountID = {
        guard let account = AccountID([UInt8](repeating: 0, count: 32)) else {
            preconditionFailure("an account has 32 bytes")
        }
        return account
    }()

    /// All entries of the table.
    static var entries: [StorageTableEntry] {
        networkEntries + limitEntries + epochEntries + neuronEntries + stakeEntries + commitEntries
    }
}
