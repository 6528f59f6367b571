import Substrate

extension Dispatch {
    /// The most revealed commitments that are kept of a hotkey.
    static let revealsKept = 10

    /// Opens the sealed commitments whose round has come, by subnet and hotkey.
    ///
    /// One whose round is not there waits, for ever if need be. One that cannot be opened, or is empty, is gone without a
    /// word.
    func revealCommitments() {
        for place in value(CommitmentsStorage.timelockedIndex).elements {
            reveal(place.first, place.second, place)
        }
    }

    private func reveal(_ netuid: UInt16, _ hotkey: AccountID, _ place: Pair<UInt16, AccountID>) {
        guard var registration = find(CommitmentsStorage.commitmentOf, netuid, hotkey) else { return }
        var left: [CommitmentField] = []
        for field in registration.info.fields {
            guard let (encrypted, round) = field.sealed, let pulse = find(DrandPallet.pulses, round) else {
                left.append(field)
                continue
            }
            guard let opened = open(encrypted, pulse), !opened.isEmpty else { continue }
            var revealed = find(CommitmentsStorage.revealedCommitments, netuid, hotkey) ?? []
            revealed.append(Pair(opened, UInt64(block)))
            set(CommitmentsStorage.revealedCommitments, netuid, hotkey, to: Array(revealed.suffix(Self.revealsKept)))
            deposit(CommitmentsEvents.commitmentRevealed, netuid, hotkey)
        }
        guard left.count < registration.info.fields.count else { return }
        registration.info.fields = left
        if left.isEmpty {
            remove(CommitmentsStorage.commitmentOf, netuid, hotkey)
        } else {
            set(CommitmentsStorage.commitmentOf, netuid, hotkey, to: registration)
        }
        if left.allSatisfy({ $0.sealed == nil }) {
            update(CommitmentsStorage.timelockedIndex) { $0.remove(place) }
        }
    }
}

extension Dispatch {
    /// Opens the sealed weights of the epoch whose turn it is; those of earlier epochs are too late.
    ///
    /// Weights whose round is not there are tried again in each block of the epoch.
    func revealWeights(of netuid: UInt16) {
        let epoch = epochIndex(netuid)
        let period = value(SubtensorStorage.revealPeriodEpochs, netuid)
        guard epoch >= period else { return }
        for mechanism in 0..<value(SubtensorStorage.mechanismCount, netuid) {
            guard let index = try? weightsIndex(netuid, mechanism) else { continue }
            if epoch > period { remove(SubtensorStorage.timelockedWeightCommits, index, epoch - period - 1) }
            let commits = value(SubtensorStorage.timelockedWeightCommits, index, epoch - period)
            guard !commits.isEmpty else { continue }
            let left = commits.filter { !reveal($0, netuid, mechanism, index) }
            if left.isEmpty {
                remove(SubtensorStorage.timelockedWeightCommits, index, epoch - period)
            } else if left.count < commits.count {
                set(SubtensorStorage.timelockedWeightCommits, index, epoch - period, to: left)
            }
        }
    }

    /// Opens sealed weights and sets them, if their round has come.
    ///
    /// - Returns: Whether they are done with, set or not.
    private func reveal(_ commit: WeightCommit, _ netuid: UInt16, _ mechanism: UInt8, _ index: UInt16) -> Bool {
        guard let pulse = find(DrandPallet.pulses, commit.round) else { return false }
        guard let opened = open(commit.commit, pulse), let sealed = try? WeightsPayload(parsing: opened),
            sealed.hotkey == nil || sealed.hotkey == commit.hotkey.bytes
        else { return true }
        let rating = Rating(
            netuid: netuid,
            mechanism: mechanism,
            uids: sealed.uids,
            values: sealed.values,
            version: sealed.version
        )
        let failure = attempt { try $0.set(rating, by: commit.hotkey, isRevealed: true) }
        if failure == nil { deposit(SubtensorEvents.timelockedWeightsRevealed, index, commit.hotkey) }
        return true
    }
}
