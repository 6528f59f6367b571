import Substrate

/// An account: how often it has signed, and what it has.
struct AccountInfo: ScaleDescribed, Hashable {
    /// How many extrinsics of it were included.
    var nonce: UInt32 = 0
    var consumers: UInt32 = 0
    /// At least 1 as long as the account exists.
    var providers: UInt32 = 0
    var sufficients: UInt32 = 0
    var balance = AccountBalance()

    init() {}

    init(from reader: inout ScaleReader) throws {
        nonce = try reader.integer()
        consumers = try reader.integer()
        providers = try reader.integer()
        sufficients = try reader.integer()
        balance = try AccountBalance(from: &reader)
    }

    func write(to writer: inout ScaleWriter) {
        for number in [nonce, consumers, providers, sufficients] { writer.integer(number) }
        balance.write(to: &writer)
    }

    static var shape: Shape {
        .composite(
            "frame_system::AccountInfo",
            [
                "nonce": .u32, "consumers": .u32, "providers": .u32, "sufficients": .u32, "data": AccountBalance.shape,
            ]
        )
    }
}

/// What an account has, in rao.
struct AccountBalance: ScaleDescribed, Hashable {
    /// What it may spend.
    var free: UInt64 = 0
    var reserved: UInt64 = 0
    var frozen: UInt64 = 0

    /// Says that the balance is kept by the newer of two sets of rules.
    private static let flags: UInt128 = 1 << 127

    init() {}

    init(from reader: inout ScaleReader) throws {
        free = try reader.integer()
        reserved = try reader.integer()
        frozen = try reader.integer()
        _ = try reader.integer(UInt128.self)
    }

    func write(to writer: inout ScaleWriter) {
        for number in [free, reserved, frozen] { writer.integer(number) }
        writer.integer(Self.flags)
    }

    static var shape: Shape {
        .composite(
            "pallet_balances::types::AccountData",
            [
                "free": .u64, "reserved": .u64, "frozen": .u64,
                "flags": .wrapper("pallet_balances::types::ExtraFlags", .u128),
            ]
        )
    }
}
