/// What a signature covers besides the call: the chain, its version, the account's nonce, the tip, the era.
package struct SigningContext: Sendable, Hashable {
    /// `specVersion` of `state_getRuntimeVersion`.
    package var specVersion: UInt32
    /// `transactionVersion` of `state_getRuntimeVersion`.
    package var transactionVersion: UInt32
    /// The hash of block 0.
    package var genesis: Hash256
    /// How long the extrinsic may be included.
    package var era: Era
    /// The hash of the block in which the era begins; for an immortal era that of block 0.
    package var eraBirth: Hash256
    /// How many extrinsics the account signed before.
    package var nonce: UInt64
    /// What is paid for haste, in the chain's smallest unit.
    package var tip: UInt128

    /// Makes a context for an immortal extrinsic.
    package init(specVersion: UInt32, transactionVersion: UInt32, genesis: Hash256, nonce: UInt64, tip: UInt128 = 0) {
        self.specVersion = specVersion
        self.transactionVersion = transactionVersion
        self.genesis = genesis
        era = .immortal
        eraBirth = genesis
        self.nonce = nonce
        self.tip = tip
    }
}
