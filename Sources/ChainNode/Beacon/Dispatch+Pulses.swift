import Substrate

extension Dispatch {
    /// The most rounds that a block stores; more come with the next blocks.
    static let pulsesPerBlock: UInt64 = 50
    /// How many rounds are kept, a week of them.
    static let pulsesKept: UInt64 = 216_000

    /// Stores the rounds of the beacon that have come due since the block before.
    func storePulses(_ beacon: any Beacon) {
        let last = value(DrandPallet.lastStoredRound)
        let due = min(beacon.round(at: time), last + Self.pulsesPerBlock)
        guard due > last else { return }
        for round in last + 1...due {
            let signature = beacon.signature(of: round)
            let pulse = Pulse(round: round, randomness: beacon.randomness(of: signature), signature: signature)
            set(DrandPallet.pulses, round, to: pulse)
            if round > Self.pulsesKept { remove(DrandPallet.pulses, round - Self.pulsesKept) }
        }
        set(DrandPallet.lastStoredRound, to: due)
        let oldest = due > Self.pulsesKept ? due - Self.pulsesKept + 1 : 1
        update(DrandPallet.oldestStoredRound) { $0 = max($0, oldest) }
        deposit(DrandPallet.newPulse, Array(last + 1...due))
    }

    /// Opens something that is sealed.
    ///
    /// - Returns: What was sealed; nil when the ciphertext is for another beacon or round, or damaged.
    func open(_ ciphertext: [UInt8], _ pulse: Pulse) -> [UInt8]? {
        runtime.beacon?.open(ciphertext, round: pulse.round, signature: pulse.signature)
    }
}
