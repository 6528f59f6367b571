import Substrate

/// The time of blocks.
enum TimestampPallet {
    static let index: UInt8 = 2

    /// Milliseconds since 1970.
    static let now = StorageItem<UInt64>(
        "Timestamp",
        "Now",
        fallback: 0,
        about: "The block's time in milliseconds since 1970."
    )

    static let table = PalletTable(
        name: "Timestamp",
        index: index,
        crate: "pallet_timestamp",
        documentation: "The time of blocks.",
        storage: [now.entry],
        calls: [
            CallTableEntry("set", 0, ["now"], paysFee: false, "Sets the time; only a block's author can.") {
                (dispatch: Dispatch, now: Compact<UInt64>) in
                guard dispatch.origin == nil else { throw DispatchError.badOrigin }
                dispatch.set(Self.now, to: now.number)
            }
        ],
        constants: [.init("MinimumPeriod", UInt64(1), "The least time between two blocks, in milliseconds.")]
    )
}

/// What fees are.
enum TransactionPaymentPallet {
    static let index: UInt8 = 6

    static let feePaid = Event<AccountID, UInt64, UInt64>(
        index,
        0,
        "TransactionFeePaid",
        ["who", "actual_fee", "tip"],
        "A fee was paid."
    )

    /// What every extrinsic costs that pays a fee, in rao.
    static let base: UInt64 = 100_000
    /// What each byte costs besides, in rao.
    static let perByte: UInt64 = 100

    static let table = PalletTable(
        name: "TransactionPayment",
        index: index,
        crate: "pallet_transaction_payment",
        documentation: "What fees are.",
        events: [feePaid.entry],
        constants: [
            .init("ExtrinsicBaseFee", base, "What every extrinsic costs that pays a fee, in rao."),
            .init("TransactionByteFee", perByte, "What each byte costs besides, in rao."),
        ]
    )

    /// The fee of an extrinsic, in rao.
    static func fee(bytes: Int) -> UInt64 { base + perByte * UInt64(bytes) }
}

/// What tokens of a subnet cost: one token of a subnet is one of the network.
enum SwapPallet {
    static let index: UInt8 = 28

    static let feeRate = StorageItem<UInt16, UInt16>(
        "Swap",
        "FeeRate",
        .twox64Concat,
        fallback: 0,
        about: "What is kept of an exchange, in 65535ths."
    )
    static let alphaSqrtPrice = StorageItem<FixedU128, UInt16>(
        "Swap",
        "AlphaSqrtPrice",
        .twox64Concat,
        fallback: FixedU128(whole: 1),
        about: "The square root of the price of a subnet's token."
    )

    static let table = PalletTable(
        name: "Swap",
        index: index,
        crate: "pallet_subtensor_swap::pallet",
        documentation: "What tokens of a subnet cost; here, one token of the network.",
        storage: [feeRate.entry, alphaSqrtPrice.entry]
    )
}

/// When blocks come.
enum AuraPallet {
    static let index: UInt8 = 3

    static let table = PalletTable(
        name: "Aura",
        index: index,
        crate: "pallet_aura",
        documentation: "When blocks come.",
        storage: [slot.entry],
        constants: [slotDuration(12000)]
    )

    /// How long a block takes, in milliseconds.
    static func slotDuration(_ milliseconds: UInt64) -> PalletTable.Constant {
        .init("SlotDuration", milliseconds, "The time between two blocks, in milliseconds; the chain's own.")
    }

    static let slot = StorageItem<UInt64>(
        "Aura",
        "CurrentSlot",
        fallback: 0,
        about: "The block's time in units of the slot."
    )
}

/// A number with 64 bits behind the point.
struct FixedU128: ScaleDescribed, Hashable {
    /// The number times 2 to the 64th.
    var bits: UInt128

    init(whole: UInt64) { bits = UInt128(whole) << 64 }

    init(from reader: inout ScaleReader) throws { bits = try reader.integer() }

    func write(to writer: inout ScaleWriter) { writer.integer(bits) }

    static var shape: Shape { .composite("substrate_fixed::FixedU128", ["bits": .u128]) }
}
