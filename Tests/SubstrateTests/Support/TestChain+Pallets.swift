@testable import Substrate

extension TestChain {
    var system: PalletDescription {
        mutating get {
            let (account, number) = (account, primitive(.u32))
            let free = record([("nonce", number), ("free", primitive(.u64))], ["frame_system", "AccountInfo"])
            let info = record([("weight", compact(.u64)), ("pays", primitive(.bool))], ["DispatchInfo"])
            let module = record([("index", primitive(.u8)), ("error", bytes(4))], ["sp_runtime", "ModuleError"])
            let error = add(.variant([VariantDescription("Module", index: 3, fields: [FieldDescription(nil, module)])]))
            let events = add(
                .variant([
                    VariantDescription("ExtrinsicSuccess", index: 0, fields: [FieldDescription("info", info)]),
                    VariantDescription(
                        "ExtrinsicFailed",
                        index: 1,
                        fields: [FieldDescription("error", error), FieldDescription("info", info)]
                    ),
                ]),
                ["frame_system", "pallet", "Event"]
            )
            let entries = [
                Self.map("Account", [.blake2b128Concat], account, free),
                StorageEntry("Events", .plain(sequence(events)), fallback: [0]),
                StorageEntry("Number", .plain(number), fallback: [0, 0, 0, 0]),
                Self.map(
                    "Hashed",
                    [.twox256, .blake2b256, .twox128, .blake2b128],
                    add(.tuple([number, number, number, number])),
                    number
                ),
            ]
            return PalletDescription(
                "System",
                index: 0,
                storage: StorageDescription(prefix: "System", entries: entries),
                events: events,
                constants: [ConstantDescription("SS58Prefix", type: primitive(.u16), value: [42, 0])],
                errors: add(
                    .variant([VariantDescription("CallFiltered", index: 5)]),
                    ["frame_system", "pallet", "Error"]
                )
            )
        }
    }

    var balances: PalletDescription {
        mutating get {
            let arguments = [("dest", address), ("value", compact(.u64))]
            return PalletDescription(
                "Balances",
                index: 5,
                calls: calls(
                    "balances",
                    [("transfer_allow_death", 0, arguments), ("transfer_keep_alive", 3, arguments)]
                )
            )
        }
    }

    var subtensor: PalletDescription {
        mutating get {
            let (account, net, uid, word) = (account, primitive(.u16), primitive(.u16), primitive(.u64))
            let uids = sequence(uid)
            let set: [(String, TypeID)] = [
                ("netuid", net), ("dests", uids), ("weights", uids), ("version_key", word),
            ]
            let move: [(String, TypeID)] = [
                ("destination_coldkey", account), ("hotkey", account), ("origin_netuid", net),
                ("destination_netuid", net), ("alpha_amount", word),
            ]
            var entries: [StorageEntry] = []
            for name in [
                "ValidatorPermit", "SubnetOwner", "SubnetOwnerHotkey", "Tempo", "CommitRevealWeightsEnabled",
                "LastUpdate",
                "WeightsSetRateLimit", "SubnetworkN", "NetworksAdded",
            ] { entries.append(Self.map(name, [.identity], net, word)) }
            for name in ["Keys", "Weights", "BlockAtRegistration"] {
                entries.append(Self.map(name, [.identity, .identity], add(.tuple([net, uid])), word))
            }
            for name in ["Uids", "Axons"] {
                entries.append(Self.map(name, [.identity, .blake2b128Concat], add(.tuple([net, account])), word))
            }
            entries += [
                Self.map("RevealPeriodEpochs", [.twox64Concat], net, word),
                Self.map("Owner", [.blake2b128Concat], account, account),
                Self.map("IsNetworkMember", [.blake2b128Concat, .identity], add(.tuple([account, net])), word),
                Self.map("TimelockedWeightCommits", [.twox64Concat, .twox64Concat], add(.tuple([net, word])), word),
                Self.map(
                    "Alpha",
                    [.blake2b128Concat, .blake2b128Concat, .identity],
                    add(.tuple([account, account, net])),
                    word
                ),
            ]
            return PalletDescription(
                "SubtensorModule",
                index: 7,
                storage: StorageDescription(prefix: "SubtensorModule", entries: entries),
                calls: calls("subtensor", [("set_weights", 0, set), ("transfer_stake", 86, move)])
            )
        }
    }

    var commitments: PalletDescription {
        mutating get {
            let (account, net, word) = (account, primitive(.u16), primitive(.u64))
            let sealed = [
                FieldDescription("encrypted", sequence(primitive(.u8))), FieldDescription("reveal_round", word),
            ]
            let data = add(
                .variant([
                    VariantDescription("None", index: 0),
                    VariantDescription("Raw2", index: 3, fields: [FieldDescription(nil, bytes(2))]),
                    VariantDescription("TimelockEncrypted", index: 134, fields: sealed),
                ]),
                ["pallet_commitments", "types", "Data"]
            )
            let fields = wrapper(sequence(data), ["bounded_collections", "BoundedVec"])
            let info = record([("fields", fields)], ["pallet_commitments", "types", "CommitmentInfo"])
            let entries = ["CommitmentOf", "RevealedCommitments", "LastCommitment", "UsedSpaceOf"].map { name in
                (name, [StorageHasher.identity, .twox64Concat])
            }
            let key = add(.tuple([net, account]))
            return PalletDescription(
                "Commitments",
                index: 18,
                storage: StorageDescription(
                    prefix: "Commitments",
                    entries: entries.map { Self.map($0.0, $0.1, key, word) }
                        + ["TimelockedIndex", "MaxSpace"].map { StorageEntry($0, .plain(word), fallback: []) }
                ),
                calls: calls("commitments", [("set_commitment", 0, [("netuid", net), ("info", info)])])
            )
        }
    }

    var drand: PalletDescription {
        mutating get {
            let word = primitive(.u64)
            return PalletDescription(
                "Drand",
                index: 26,
                storage: StorageDescription(
                    prefix: "Drand",
                    entries: [
                        Self.map("Pulses", [.blake2b128Concat], word, word),
                        StorageEntry("LastStoredRound", .plain(word), fallback: word.scale + [0, 0, 0, 0]),
                    ]
                )
            )
        }
    }

    var extensions: [SignedExtension] {
        mutating get {
            let (unit, hash, number) = (unit, hash, primitive(.u32))
            let era = add(
                .variant([
                    VariantDescription("Immortal", index: 0),
                    VariantDescription("Mortal1", index: 1, fields: [FieldDescription(nil, primitive(.u8))]),
                ]),
                ["sp_runtime", "generic", "era", "Era"]
            )
            let mode = add(
                .variant([VariantDescription("Disabled", index: 0), VariantDescription("Enabled", index: 1)]),
                ["Mode"]
            )
            let empty = add(.composite([]), ["Empty"])
            let payment = wrapper(compact(.u64), ["ChargeTransactionPayment"])
            return [
                SignedExtension("CheckNonZeroSender", extra: empty, implicit: unit),
                SignedExtension("CheckSpecVersion", extra: empty, implicit: number),
                SignedExtension("CheckTxVersion", extra: empty, implicit: number),
                SignedExtension("CheckGenesis", extra: empty, implicit: hash),
                SignedExtension("CheckMortality", extra: wrapper(era, ["CheckMortality"]), implicit: hash),
                SignedExtension("CheckNonce", extra: wrapper(compact(.u32), ["CheckNonce"]), implicit: unit),
                SignedExtension("CheckWeight", extra: empty, implicit: unit),
                SignedExtension("ChargeTransactionPayment", extra: payment, implicit: unit),
                SignedExtension("DrandPriority", extra: empty, implicit: unit),
                SignedExtension(
                    "CheckMetadataHash",
                    extra: record([("mode", mode)], ["Hash"]),
                    implicit: option(bytes(32))
                ),
            ]
        }
    }
}
