import Substrate

/// The accounts that a chain for development begins with.
///
/// Their secrets are public: `//Alice` and so on for the coldkeys, `//AliceHot` and so on for their hotkeys.
package enum DevelopmentAccounts {
    /// The names: the first owns the subnet, the second rates others, the third is rated, the rest have no uid.
    package static let names = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"]
    /// How many of them have a uid from the start.
    static let registered = 3
    /// What those who may rate have staked in the beginning, in rao.
    static let stakes: [UInt64] = [1_000_000_000_000, 10_000_000_000_000]

    /// The accounts in the order of their names, made once for all chains of a process.
    static let accounts = Result {
        try names.map { (coldkey: try account("//\($0)"), hotkey: try account("//\($0)Hot")) }
    }

    private static func account(_ uri: String) throws -> AccountID { try SecretURI(uri).keyPair().publicKey.account }
}

extension Ledger.Contents {
    /// Makes block 0.
    mutating func begin(_ runtime: Runtime, at time: UInt64) throws {
        let settings = runtime.settings
        let dispatch = Dispatch(runtime, StateBatch(history, after: 0), block: 0, time: time)
        dispatch.set(SystemStorage.number, to: 0)
        dispatch.set(TimestampPallet.now, to: time)
        // Clients keep metadata by the hash of block 0, which has to change with it.
        dispatch.set(SystemStorage.parentHash, to: Hash256(blake2bOf: runtime.version15))
        if let beacon = runtime.beacon {
            dispatch.set(DrandPallet.beaconConfig, to: beacon.configuration)
            dispatch.set(DrandPallet.lastStoredRound, to: beacon.round(at: time))
            dispatch.set(DrandPallet.oldestStoredRound, to: beacon.round(at: time) + 1)
        }
        dispatch.addSubnet(0, owner: nil, settings)
        for (place, (coldkey, hotkey)) in try DevelopmentAccounts.accounts.get().enumerated() {
            for account in [coldkey, hotkey] { dispatch.mint(settings.endowment, to: account) }
            if place == 0 { dispatch.addSubnet(settings.netuid, owner: (coldkey, hotkey), settings) }
            guard place < DevelopmentAccounts.registered else { continue }
            try dispatch.associate(hotkey, with: coldkey)
            let uid = try dispatch.register(hotkey, in: settings.netuid)
            guard place < DevelopmentAccounts.stakes.count else { continue }
            dispatch.addStake(DevelopmentAccounts.stakes[place], with: hotkey, of: coldkey, in: settings.netuid)
            dispatch.update(SubtensorStorage.validatorPermit, settings.netuid) { $0[Int(uid)] = true }
        }
        for place in DevelopmentAccounts.registered..<max(settings.neurons, DevelopmentAccounts.registered) {
            let hotkey = AccountID(Array("hotkey".utf8), place)
            try dispatch.associate(hotkey, with: AccountID(Array("coldkey".utf8), place))
            _ = try dispatch.register(hotkey, in: settings.netuid)
        }
        _ = append(0, [], dispatch.finish(), at: time)
    }
}

extension AccountID {
    /// An account that nobody holds the secret of.
    fileprivate init(_ name: [UInt8], _ number: Int) {
        guard let account = AccountID(Hashing.blake2b256(name + UInt64(number).scale)) else {
            preconditionFailure("an account has 32 bytes")
        }
        self = account
    }
}

extension Dispatch {
    fileprivate func addSubnet(
        _ netuid: UInt16,
        owner: (coldkey: AccountID, hotkey: AccountID)?,
        _ settings: ChainSettings
    ) {
        set(SubtensorStorage.networksAdded, netuid, to: true)
        update(SubtensorStorage.totalNetworks) { $0 += 1 }
        guard let owner else { return }
        set(SubtensorStorage.subnetOwner, netuid, to: owner.coldkey)
        set(SubtensorStorage.subnetOwnerHotkey, netuid, to: owner.hotkey)
        set(SubtensorStorage.tempo, netuid, to: settings.tempo)
        set(SubtensorStorage.commitRevealEnabled, netuid, to: settings.isCommitRevealEnabled)
        set(SubtensorStorage.weightsSetRateLimit, netuid, to: settings.weightsRateLimit)
        set(SubtensorStorage.burn, netuid, to: settings.registrationCost)
        set(SubtensorStorage.minAllowedWeights, netuid, to: 1)
        set(SubtensorStorage.maxAllowedUIDs, netuid, to: max(256, UInt16(clamping: settings.neurons)))
        set(SubtensorStorage.servingRateLimit, netuid, to: 0)
        set(SubtensorStorage.firstEmissionBlock, netuid, to: 0)
        set(SubtensorStorage.subnetIdentities, netuid, to: SubnetIdentity(name: "tiltyard"))
    }
}
