import Substrate

/// The neurons of a subnet as answers need them: a list with a place for every uid.
struct SubnetFigures {
    let netuid: UInt16
    let uids: Range<UInt16>
    let hotkeys: [AccountID]
    let coldkeys: [AccountID]
    let stakes: [UInt64]
    let axons: [AxonInfo]
    let active: [Bool]
    let permits: [Bool]
    let incentive: [UInt16]
    let consensus: [UInt16]
    let dividends: [UInt16]
    let emission: [UInt64]
    let lastUpdate: [UInt64]
    let registeredAt: [UInt64]

    init(_ state: any StateReader, _ netuid: UInt16) {
        self.netuid = netuid
        let uids = 0..<state.value(SubtensorStorage.subnetworkN, netuid)
        self.uids = uids
        let hotkeys = uids.map { state.value(SubtensorStorage.keys, netuid, $0) }
        self.hotkeys = hotkeys
        coldkeys = hotkeys.map { state.value(SubtensorStorage.owner, $0) }
        stakes = hotkeys.map { state.value(SubtensorStorage.totalHotkeyAlpha, $0, netuid) }
        axons = hotkeys.map { state.find(SubtensorStorage.axons, netuid, $0) ?? AxonInfo() }
        active = state.value(SubtensorStorage.active, netuid)
        permits = state.value(SubtensorStorage.validatorPermit, netuid)
        incentive = state.value(SubtensorStorage.incentive, netuid)
        consensus = state.value(SubtensorStorage.consensus, netuid)
        dividends = state.value(SubtensorStorage.dividends, netuid)
        emission = state.value(SubtensorStorage.emission, netuid)
        lastUpdate = state.value(SubtensorStorage.lastUpdate, netuid)
        registeredAt = uids.map { state.value(SubtensorStorage.blockAtRegistration, netuid, $0) }
    }
}
