import Substrate

extension Dispatch {
    /// The most rounds that a block stores; more come with the next blocks.
    static let pulsesPerBlock = 50
    /// How many rounds are kept, a week of them.
    static let pulsesKept: UInt64 = 216_000

    /// Stores the rounds of the beacon that have come due since the block before.
    func storePulses(_ beacon: any Beacon) {
        let pulses = beacon.pulses(after: value(DrandPallet.lastStoredRound), at: time, atMost: Self.pulsesPerBlock)
        guard let newest = pulses.last?.round else { return }
        for pulse in pulses {
            let stored = Pulse(
                round: pulse.round,
                randomness: beacon.randomness(of: pulse.signature),
                signature: pulse.signature
            )
            set(DrandPallet.pulses, pulse.round, to: stored)
            if pulse.round > Self.pulsesKept { remove(DrandPallet.pulses, pulse.round - Self.pulsesKept) }
        }
        set(DrandPallet.lastStoredRound, to: newest)
        let oldest = newest > Self.pulsesKept ? newest - Self.pulsesKept + 1 : 1
        update(DrandPallet.oldestStoredRound) { $0 = max($0, oldest) }
        deposit(DrandPallet.newPulse, pulses.map(\.round))
    }

    /// Opens something that is sealed.
    ///
    /// - Returns: What was sealed; nil when the ciphertext is for another beacon or round, or damaged.
    func open(_ ciphertext: [UInt8], _ pulse: Pulse) -> [UInt8]? {
        runtime.beacon?.open(ciphertext, round: pulse.round, signature: pulse.signature)
    }
}
