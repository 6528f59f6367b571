import Substrate

extension Dispatch {
    /// Makes a coldkey the owner of a hotkey that has none.
    ///
    /// - Throws: `SubtensorFailure.nonAssociatedColdKey` when the hotkey belongs to another.
    func associate(_ hotkey: AccountID, with coldkey: AccountID) throws {
        guard let owner = find(SubtensorStorage.owner, hotkey) else {
            set(SubtensorStorage.owner, hotkey, to: coldkey)
            update(SubtensorStorage.ownedHotkeys, coldkey) { $0.append(hotkey) }
            return
        }
        guard owner == coldkey else { throw SubtensorFailure.nonAssociatedColdKey }
    }

    /// Gives a hotkey the next uid, or that of the neuron that can be spared best.
    ///
    /// - Returns: The uid.
    /// - Throws: `SubtensorFailure.noNeuronIdAvailable`.
    func register(_ hotkey: AccountID, in netuid: UInt16) throws -> UInt16 {
        let count = value(SubtensorStorage.subnetworkN, netuid)
        let uid: UInt16
        if count < value(SubtensorStorage.maxAllowedUIDs, netuid) {
            uid = count
            set(SubtensorStorage.subnetworkN, netuid, to: count + 1)
        } else {
            uid = try sparedUID(netuid, of: count)
            let before = value(SubtensorStorage.keys, netuid, uid)
            remove(SubtensorStorage.uids, netuid, before)
            remove(SubtensorStorage.isNetworkMember, before, netuid)
            remove(SubtensorStorage.axons, netuid, before)
            remove(SubtensorStorage.weights, netuid, uid)
        }
        set(SubtensorStorage.uids, netuid, hotkey, to: uid)
        set(SubtensorStorage.keys, netuid, uid, to: hotkey)
        set(SubtensorStorage.isNetworkMember, hotkey, netuid, to: true)
        set(SubtensorStorage.blockAtRegistration, netuid, uid, to: UInt64(block))
        resetFigures(of: uid, in: netuid)
        return uid
    }

    /// The uid with the least incentive, the oldest of several, that is neither immune nor the owner's.
    private func sparedUID(_ netuid: UInt16, of count: UInt16) throws -> UInt16 {
        let incentive = value(SubtensorStorage.incentive, netuid)
        let owner = value(SubtensorStorage.subnetOwnerHotkey, netuid)
        let immunity = UInt64(value(SubtensorStorage.immunityPeriod, netuid))
        let candidates = (0..<count).compactMap { uid -> (incentive: UInt16, since: UInt64, uid: UInt16)? in
            let since = value(SubtensorStorage.blockAtRegistration, netuid, uid)
            guard UInt64(block) >= since + immunity, value(SubtensorStorage.keys, netuid, uid) != owner else {
                return nil
            }
            return (incentive[Int(uid)], since, uid)
        }
        guard let spared = candidates.min(by: { $0 < $1 }) else { throw SubtensorFailure.noNeuronIdAvailable }
        return spared.uid
    }

    /// Sets all figures of a uid to what a new one has.
    private func resetFigures(of uid: UInt16, in netuid: UInt16) {
        func place<Element>(_ item: StorageItem<[Element], UInt16>, _ element: Element) {
            update(item, netuid) { elements in
                while elements.count <= Int(uid) { elements.append(element) }
                elements[Int(uid)] = element
            }
        }
        place(SubtensorStorage.active, true)
        place(SubtensorStorage.incentive, 0)
        place(SubtensorStorage.consensus, 0)
        place(SubtensorStorage.dividends, 0)
        place(SubtensorStorage.emission, 0)
        place(SubtensorStorage.lastUpdate, UInt64(block))
        place(SubtensorStorage.validatorPermit, false)
    }
}
