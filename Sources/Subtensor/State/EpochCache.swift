import Chain

/// The payouts of blocks that were looked at: nothing about them changes any more.
actor EpochCache {
    private var payments: [UInt64: (payments: [Payment], previous: UInt64)] = [:]

    func payout(at block: UInt64) -> (payments: [Payment], previous: UInt64)? { payments[block] }

    func keep(_ payments: [Payment], at block: UInt64, previous: UInt64) {
        if self.payments.count >= 10_000 { self.payments = [:] }
        self.payments[block] = (payments, previous)
    }
}
