import Substrate

extension SubtensorPallet {
    static func serveAxon(
        _ dispatch: Dispatch,
        netuid: UInt16,
        version: UInt32,
        ip: UInt128,
        port: UInt16,
        ipType: UInt8,
        protocolNumber: UInt8,
        placeholder1: UInt8,
        placeholder2: UInt8
    ) throws {
        let hotkey = try dispatch.signer
        _ = try dispatch.uid(of: hotkey, in: netuid)
        guard ipType == 4 || ipType == 6 else { throw SubtensorFailure.invalidIpType }
        guard isReachable(ip, ipType) else { throw SubtensorFailure.invalidIpAddress }
        guard port > 0 else { throw SubtensorFailure.invalidPort }
        let before = dispatch.find(SubtensorStorage.axons, netuid, hotkey)
        let limit = dispatch.value(SubtensorStorage.servingRateLimit, netuid)
        guard before.map({ UInt64(dispatch.block) >= $0.block + limit }) ?? true else {
            throw SubtensorFailure.servingRateLimitExceeded
        }
        var axon = AxonInfo()
        axon.block = UInt64(dispatch.block)
        axon.version = version
        axon.ip = ip
        axon.port = port
        axon.ipType = ipType
        axon.protocolNumber = protocolNumber
        axon.placeholders = [placeholder1, placeholder2]
        dispatch.set(SubtensorStorage.axons, netuid, hotkey, to: axon)
        dispatch.deposit(SubtensorEvents.axonServed, netuid, hotkey)
    }

    /// Whether an address fits its kind and is neither empty nor everybody's; this machine's own is taken, since the chain
    /// is for one machine.
    private static func isReachable(_ ip: UInt128, _ kind: UInt8) -> Bool {
        guard kind == 4 else { return ip > 0 && ip < UInt128.max }
        return ip > 0 && ip < 0xFFFF_FFFF
    }

    static func burnedRegister(_ dispatch: Dispatch, netuid: UInt16, hotkey: AccountID) throws {
        let coldkey = try dispatch.signer
        guard netuid != 0 else { throw SubtensorFailure.registrationNotPermittedOnRootSubnet }
        guard dispatch.value(SubtensorStorage.networksAdded, netuid) else { throw SubtensorFailure.subnetNotExists }
        guard dispatch.value(SubtensorStorage.networkRegistrationAllowed, netuid) else {
            throw SubtensorFailure.subNetRegistrationDisabled
        }
        let count = dispatch.value(SubtensorStorage.registrationsThisBlock, netuid)
        guard count < dispatch.value(SubtensorStorage.maxRegistrationsPerBlock, netuid) else {
            throw SubtensorFailure.tooManyRegistrationsThisBlock
        }
        guard dispatch.find(SubtensorStorage.uids, netuid, hotkey) == nil else {
            throw SubtensorFailure.hotKeyAlreadyRegisteredInSubNet
        }
        let cost = dispatch.value(SubtensorStorage.burn, netuid)
        guard cost <= dispatch.spendable(by: coldkey) else { throw SubtensorFailure.notEnoughBalanceToStake }
        try dispatch.associate(hotkey, with: coldkey)
        try dispatch.withdraw(cost, from: coldkey)
        dispatch.set(SubtensorStorage.registrationsThisBlock, netuid, to: count + 1)
        dispatch.update(SubtensorStorage.registrationsThisInterval, netuid) { $0 = $0 == .max ? $0 : $0 + 1 }
        let uid = try dispatch.register(hotkey, in: netuid)
        dispatch.deposit(SubtensorEvents.neuronRegistered, netuid, uid, hotkey)
    }
}
