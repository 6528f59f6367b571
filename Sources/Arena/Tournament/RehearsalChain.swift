package import Chain
package import Rules
package import Subtensor

/// What made-up entrants need of a chain: tokens that nobody earned, and hotkeys that belong to their coldkeys.
package protocol RehearsalChain: Chain, Treasury {
    /// Gives a coldkey what it is to pay, once for each reference as far as that can be told.
    ///
    /// - Parameters:
    ///   - rao: How much it is to pay, in rao; what paying costs comes on top.
    ///   - coldkey: The coldkey.
    ///   - reference: What it will pay for.
    ///   - arena: The arena's key.
    /// - Throws: `ChainError`.
    func fund(_ rao: UInt64, _ coldkey: Hotkey, toPayFor reference: String, by arena: HotkeyPair) async throws

    /// Gives a hotkey a uid, as its coldkey's; one that has both keeps them.
    func enrol(_ hotkey: HotkeyPair, of coldkey: HotkeyPair) async throws
}

extension LocalChain: RehearsalChain {
    /// Gives a coldkey tokens that nobody had, unless it has paid already.
    ///
    /// A process that is killed between this and the payment does it again, which only leaves the coldkey richer.
    package func fund(
        _ rao: UInt64,
        _ coldkey: Hotkey,
        toPayFor reference: String,
        by arena: HotkeyPair
    ) async throws {
        guard rao > 0, try await transfer(reference, from: coldkey) == nil else { return }
        try await endow(coldkey, rao: rao, by: arena)
    }

    /// Gives a hotkey a uid, as its coldkey's.
    package func enrol(_ hotkey: HotkeyPair, of coldkey: HotkeyPair) async throws {
        let neuron = try await metagraph().neurons.first { $0.hotkey == hotkey.hotkey }
        if neuron == nil { try await register(hotkey) }
        if neuron?.coldkey == nil { try await own(hotkey, by: coldkey) }
    }
}

extension SubtensorChain: RehearsalChain {
    /// What registration and sending cost at the most, in rao, on a chain for development.
    private static let expenses: UInt64 = 2_000_000_000

    /// Gives a coldkey what it is to pay and what a place costs, from the account that pays for registrations.
    package func fund(
        _ rao: UInt64,
        _ coldkey: Hotkey,
        toPayFor reference: String,
        by arena: HotkeyPair
    ) async throws {
        try await grant(rao + Self.expenses, to: coldkey, reference: "\(reference) \(coldkey)")
    }

    /// Gives a hotkey a uid, which its coldkey pays for.
    package func enrol(_ hotkey: HotkeyPair, of coldkey: HotkeyPair) async throws {
        try await register(hotkey.hotkey, paidBy: coldkey)
    }
}
