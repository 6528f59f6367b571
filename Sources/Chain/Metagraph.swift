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
    }

    /// The block at which this was true.
    package let block: UInt64
    /// The participants by uid.
    package let neurons: [Neuron]
    /// The uid whose emission is burned; nobody holds its key.
    package let burnUID: UInt16

    /// Returns the uid of a hotkey, or nil when it is not registered.
    package func uid(of hotkey: Hotkey) -> UInt16? {
        neurons.first { $0.hotkey == hotkey }?.uid
    }
}
