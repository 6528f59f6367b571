import Substrate

/// The table that describes the chain: everything that clients see, keys are made from and calls are found by.
package struct RuntimeTable: Sendable {
    /// Something that is added to every signed call.
    package struct Extension: Sendable {
        let identifier: String
        /// What is sent with the extrinsic.
        let extra: Shape
        /// What is signed and not sent.
        let implicit: Shape
    }

    var pallets: [PalletTable]
    var extensions: [Extension]
    var functions: [RuntimeFunctionEntry]

    /// The chain as it is.
    package static let standard = RuntimeTable(
        pallets: [
            SystemPallet.table, TimestampPallet.table, BalancesPallet.table, TransactionPaymentPallet.table,
            SubtensorPallet.table, CommitmentsPallet.table, DrandPallet.table, SwapPallet.table, AuraPallet.table,
        ],
        extensions: ExtrinsicShapes.extensions,
        functions: CoreFunctions.all + PaymentFunctions.all + NeuronFunctions.all + SubnetFunctions.all
            + StakeFunctions.all + PriceFunctions.all
    )

    /// The table with the constants that a chain's settings decide, and without what chains of its kind do not store.
    func adapted(to settings: ChainSettings) -> RuntimeTable {
        var table = self
        if settings.epochs == .byBlockNumber {
            let missing = Set(SubtensorStorage.statefulEntries.map(\.name))
            for place in table.pallets.indices where table.pallets[place].index == SubtensorPallet.index {
                table.pallets[place].storage.removeAll { missing.contains($0.name) }
            }
        }
        for place in table.pallets.indices where table.pallets[place].index == AuraPallet.index {
            table.pallets[place].constants = [AuraPallet.slotDuration(settings.blockMilliseconds)]
        }
        return table
    }
}
