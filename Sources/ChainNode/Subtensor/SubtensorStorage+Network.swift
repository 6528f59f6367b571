import Substrate

extension SubtensorStorage {
    static let totalNetworks = single("TotalNetworks", UInt16(0), "How many subnets there are.")
    static let networksAdded = perSubnet("NetworksAdded", false, "Whether there is a subnet of this number.")
    static let networkRegisteredAt = perSubnet("NetworkRegisteredAt", UInt64(0), "The block in which a subnet began.")
    static let subnetOwner = perSubnet("SubnetOwner", nobody, "The coldkey that owns a subnet.")
    static let subnetOwnerHotkey = perSubnet("SubnetOwnerHotkey", nobody, "The owner's hotkey.")
    static let subnetMechanism = perSubnet("SubnetMechanism", UInt16(0), "How tokens are exchanged; 0 is one for one.")
    static let tokenSymbol = perSubnet("TokenSymbol", Array("τ".utf8), "The sign of a subnet's token.")
    static let networkRegistrationAllowed = perSubnet(
        "NetworkRegistrationAllowed",
        true,
        "Whether hotkeys can register."
    )
    static let powRegistrationAllowed = perSubnet(
        "NetworkPowRegistrationAllowed",
        false,
        "Whether hotkeys can register by work; here none can."
    )
    static let transferToggle = perSubnet("TransferToggle", true, "Whether stake can be transferred.")
    static let subnetIdentities = StorageItem<SubnetIdentity, UInt16>(
        pallet,
        "SubnetIdentitiesV3",
        .blake2b128Concat,
        about: "What a subnet's owner says about it."
    )
    static let mechanismCount = perSubnet("MechanismCountCurrent", UInt8(1), "How many mechanisms a subnet has.")
    static let mechanismEmissionSplit = perSubnet(
        "MechanismEmissionSplit",
        [UInt16]?.none,
        "How the emission is split among mechanisms."
    )

    static var networkEntries: [StorageTableEntry] {
        [
            totalNetworks.entry, networksAdded.entry, networkRegisteredAt.entry, subnetOwner.entry,
            subnetOwnerHotkey.entry, subnetMechanism.entry, tokenSymbol.entry, networkRegistrationAllowed.entry,
            powRegistrationAllowed.entry, transferToggle.entry, subnetIdentities.entry, mechanismCount.entry,
            mechanismEmissionSplit.entry,
        ]
    }
}

/// What a subnet's owner says about it.
struct SubnetIdentity: ScaleDescribed, Hashable {
    private static let names = [
        "subnet_name", "github_repo", "subnet_contact", "subnet_url", "discord", "description", "logo_url",
        "additional",
    ]

    /// The texts by place; all but the first are left empty here.
    private var texts = [[UInt8]](repeating: [], count: SubnetIdentity.names.count)

    init(name: String) { texts[0] = Array(name.utf8) }

    init(from reader: inout ScaleReader) throws {
        for place in texts.indices { texts[place] = try reader.byteString() }
    }

    func write(to writer: inout ScaleWriter) {
        for text in texts { writer.byteString(text) }
    }

    static var shape: Shape {
        .named(
            NamedShape(
                path: ["pallet_subtensor", "pallet", "SubnetIdentityV3"],
                content: .fields(names.map { .init(name: $0, shape: .bytes) })
            )
        )
    }
}
