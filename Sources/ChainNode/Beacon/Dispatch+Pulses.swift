import Substrate

extension Dispatch {
    /// The most rounds that a block stores; more come with the next blocks.
    static let pulsesPerBlock = 50
    /// How many rounds are kept, a week of them.
    static let pulsesKept: UInt64 = 216_000

    /// Stores the rounds of the beacon that have come due since the block before.
    func storePulses(_ beacon: any Beacon) {
        let last = value(DrandPallet.lastStoredRound)
        let pulses =
            beacon.hasEveryRound && beacon.round(at: time) > last + UInt64(Self.pulsesPerBlock)
            ? pulsesAfterPause(beacon, last)
            : beacon.pulses(after: last, at: time, atMost: Self.pulsesPerBlock)
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

    /// The rounds that matter when the chain stood still for long: those that something waits for, and the newest.
    private func pulsesAfterPause(_ beacon: any Beacon, _ last: UInt64) -> [BeaconPulse] {
        let due = beacon.round(at: time)
        let rounds = awaitedRounds.filter { $0 > last && $0 <= due }.union([due])
        return rounds.sorted().flatMap { beacon.pulses(after: $0 - 1, at: time, atMost: 1) }
    }

    /// The rounds to which commitments and weights are sealed.
    private var awaitedRounds: Set<UInt64> {
        var rounds: Set<UInt64> = []
        for place in value(CommitmentsStorage.timelockedIndex).elements {
            let registration = find(CommitmentsStorage.commitmentOf, place.first, place.second)
            for field in registration?.info.fields ?? [] { if let round = field.sealed?.round { rounds.insert(round) } }
        }
        let netuid = runtime.settings.netuid
        let epoch = epochIndex(netuid)
        let oldest = epoch - min(epoch, value(SubtensorStorage.revealPeriodEpochs, netuid))
        for mechanism in 0..<value(SubtensorStorage.mechanismCount, netuid) {
            guard let index = try? weightsIndex(netuid, mechanism) else { continue }
            for epoch in oldest...epoch {
                rounds.formUnion(value(SubtensorStorage.timelockedWeightCommits, index, epoch).map(\.round))
            }
        }
        return rounds
    }

    /// Opens something that is sealed.
    ///
    /// - Returns: What was sealed; nil when the ciphertext is for another beacon or round, or damaged.
    func open(_ ciphertext: [UInt8], _ pulse: Pulse) -> [UInt8]? {
        runtime.beacon?.open(ciphertext, round: pulse.round, signature: pulse.signature)
    }
}
