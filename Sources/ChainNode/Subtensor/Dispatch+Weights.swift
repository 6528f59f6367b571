import Substrate

/// How a hotkey rates the uids of a subnet.
struct Rating: Sendable, Hashable {
    var netuid: UInt16
    var mechanism: UInt8
    /// The uids that are rated.
    var uids: [UInt16]
    /// How each is rated.
    var values: [UInt16]
    /// The version of the rater's software.
    var version: UInt64

    /// The weights, scaled so that the largest is 65535.
    var scaled: [Pair<UInt16, UInt16>] {
        guard let largest = values.max(), largest > 0 else { return zip(uids, values).map { Pair($0, $1) } }
        return zip(uids, values).map { uid, value in
            Pair(uid, UInt16((UInt32(value) * 65535 + UInt32(largest) / 2) / UInt32(largest)))
        }
    }
}

extension StateReader {
    /// The number under which weights of a mechanism are stored.
    ///
    /// - Throws: `SubtensorFailure` when there is no such subnet or mechanism.
    func weightsIndex(_ netuid: UInt16, _ mechanism: UInt8) throws -> UInt16 {
        guard value(SubtensorStorage.networksAdded, netuid), mechanism < value(SubtensorStorage.mechanismCount, netuid)
        else { throw SubtensorFailure.mechanismDoesNotExist }
        return netuid + UInt16(mechanism) * 4096
    }

    /// The uid of a hotkey.
    ///
    /// - Throws: `SubtensorFailure.hotKeyNotRegisteredInSubNet`.
    func uid(of hotkey: AccountID, in netuid: UInt16) throws -> UInt16 {
        guard let uid = find(SubtensorStorage.uids, netuid, hotkey) else {
            throw SubtensorFailure.hotKeyNotRegisteredInSubNet
        }
        return uid
    }
}

extension Dispatch {
    /// Whether a uid has waited long enough to set or seal weights.
    func mayUpdate(_ uid: UInt16, of netuid: UInt16, at index: UInt16) -> Bool {
        let updates = value(SubtensorStorage.lastUpdate, index)
        guard Int(uid) < updates.count, updates[Int(uid)] > 0 else { return true }
        return UInt64(block) >= updates[Int(uid)] + value(SubtensorStorage.weightsSetRateLimit, netuid)
    }

    /// Writes down that a uid has set or sealed weights.
    func setLastUpdate(_ uid: UInt16, at index: UInt16) {
        update(SubtensorStorage.lastUpdate, index) { updates in
            if updates.indices.contains(Int(uid)) { updates[Int(uid)] = UInt64(block) }
        }
    }

    /// Sets weights after the network's checks, in the network's order.
    ///
    /// - Parameters:
    ///   - rating: The weights.
    ///   - hotkey: Who rates.
    ///   - isRevealed: Whether they were sealed; then the time between two settings was checked at the sealing.
    /// - Throws: `SubtensorFailure`.
    func set(_ rating: Rating, by hotkey: AccountID, isRevealed: Bool) throws {
        guard rating.netuid != 0 else { throw SubtensorFailure.canNotSetRootNetworkWeights }
        guard rating.uids.count == rating.values.count else { throw SubtensorFailure.weightVecNotEqualSize }
        let index = try weightsIndex(rating.netuid, rating.mechanism)
        let count = value(SubtensorStorage.subnetworkN, rating.netuid)
        guard rating.uids.count <= Int(count) else { throw SubtensorFailure.uidsLengthExceedUidsInSubNet }
        let uid = try uid(of: hotkey, in: rating.netuid)
        guard value(SubtensorStorage.totalHotkeyAlpha, hotkey, rating.netuid) >= value(SubtensorStorage.stakeThreshold)
        else { throw SubtensorFailure.notEnoughStakeToSetWeights }
        guard rating.version >= value(SubtensorStorage.weightsVersionKey, rating.netuid) else {
            throw SubtensorFailure.incorrectWeightVersionKey
        }
        guard isRevealed || mayUpdate(uid, of: rating.netuid, at: index) else {
            throw SubtensorFailure.settingWeightsTooFast
        }
        try check(rating, by: uid, ofUIDs: count)
        set(SubtensorStorage.weights, index, uid, to: rating.scaled)
        if !isRevealed { setLastUpdate(uid, at: index) }
        deposit(SubtensorEvents.weightsSet, index, uid)
    }

    private func check(_ rating: Rating, by uid: UInt16, ofUIDs count: UInt16) throws {
        let isSelf = rating.uids == [uid]
        let permits = value(SubtensorStorage.validatorPermit, rating.netuid)
        guard isSelf || permits.indices.contains(Int(uid)) && permits[Int(uid)] else {
            throw SubtensorFailure.neuronNoValidatorPermit
        }
        guard Set(rating.uids).count == rating.uids.count else { throw SubtensorFailure.duplicateUids }
        guard rating.uids.allSatisfy({ $0 < count }) else { throw SubtensorFailure.uidVecContainInvalidOne }
        let fewest = min(value(SubtensorStorage.minAllowedWeights, rating.netuid), count)
        guard isSelf || rating.uids.count >= Int(fewest) else { throw SubtensorFailure.weightVecLengthIsLow }
        let limit = UInt64(value(SubtensorStorage.maxWeightsLimit, rating.netuid))
        let scaled = rating.scaled
        let sum = scaled.reduce(UInt64(0)) { $0 + UInt64($1.second) }
        let isWithin = scaled.allSatisfy { UInt64($0.second) * 65535 <= limit * sum }
        guard isSelf || limit == 65535 || isWithin else { throw SubtensorFailure.maxWeightExceeded }
    }
}

/// Bytes whose number is limited; the encoding does not show by what.
struct BoundedBytes: ScaleDescribed, Hashable {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(from reader: inout ScaleReader) throws { bytes = try reader.byteString() }

    func write(to writer: inout ScaleWriter) { writer.byteString(bytes) }

    static var shape: Shape { .bounded(.u8) }
}
