package import Rules

/// The participants of a network at one block.
package struct Metagraph: Sendable, Hashable {
    /// One participant.
    package struct Neuron: Sendable, Hashable {
        /// The place in the network, which weights name.
        package let uid: UInt16
        /// The key that it signs with.
        package let hotkey: Hotkey
        /// The key that owns the hotkey, where the chain knows one.
        package let coldkey: String?
        /// What the hotkey has been paid and holds, in rao.
        package let stakeRao: UInt64
        /// The block in which it was registered.
        package let registeredAt: UInt64
        /// Whether it may set weights.
        package let isValidator: Bool
        /// Where it says that it answers, where the chain knows that; whether it does is another matter.
        package var axon: AxonAddress?

        /// Describes a participant.
        package init(
            uid: UInt16,
            hotkey: Hotkey,
            coldkey: String?,
            stakeRao: UInt64,
            registeredAt: UInt64,
            isValidator: Bool,
            axon: AxonAddress? = nil
        ) {
            self.uid = uid
            self.hotkey = hotkey
            self.coldkey = coldkey
            self.stakeRao = stakeRao
            self.registeredAt = registeredAt
            self.isValidator = isValidator
            self.axon = axon
        }
    }

    /// The block at which this was true.
    package let block: UInt64
    /// The participants by uid.
    package let neurons: [Neuron]
    /// The uid that is rated when emission is to be burned; nil where nobody has it.
    package let burnUID: UInt16?

    /// Puts an answer together.
    package init(block: UInt64, neurons: [Neuron], burnUID: UInt16?) {
        self.block = block
        self.neurons = neurons
        self.burnUID = burnUID
    }

    /// Returns the uid that is rated when emission is to be burned.
    ///
    /// - Throws: `ChainError.Code.unsupported` where nobody has it: no other may be rated in its place.
    package func requireBurnUID() throws -> UInt16 {
        guard let burnUID else {
            throw ChainError(
                .unsupported,
                "the owner of the subnet has no uid, so that nothing can be burned; no weights were set"
            )
        }
        return burnUID
    }

    /// Returns the uid of a hotkey, or nil when it is not registered.
    package func uid(of hotkey: Hotkey) -> UInt16? {
        neurons.first { $0.hotkey == hotkey }?.uid
    }
}
