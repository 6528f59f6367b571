package import Rules

/// Fees on an embedded chain: plain transfers, which cost nothing besides.
extension LocalChain {
    /// The least that can be paid as a fee, in rao.
    package var leastFeeRao: UInt64 { 1 }

    /// What has to be left for the chain's own charges: nothing.
    package var reserveRao: UInt64 { 0 }

    /// Looks for a fee that was paid to an account at a place.
    package func fee(at place: PaymentPlace, to account: Hotkey) async throws -> FeeSearch {
        try await transfer(at: place, to: account).map(FeeSearch.found) ?? .nothing
    }

    /// Returns the fee that was paid under a reference before, or nil.
    package func fee(_ reference: String, from payer: Hotkey, isRehearsal: Bool) async throws -> Transfer? {
        try await transfer(reference, from: payer)
    }

    /// Pays a fee, once for each reference; it arrives whole.
    ///
    /// - Throws: `ChainError.Code.notPermitted` when the account does not hold so much, or another payment has the
    ///   reference.
    package func payFee(
        _ rao: UInt64,
        worth least: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> Transfer {
        let block = try await transfer(rao, to: account, reference: reference, by: pair)
        guard let made = try await transfer(reference, from: pair.hotkey) else {
            throw ChainError(.unavailable, "the payment '\(reference)' was made in block \(block) and cannot be found")
        }
        return made
    }

    /// Returns why no fee can be paid: it always can.
    package func feeObstacle() async throws -> String? { nil }

    /// Returns who would register a hotkey: it does itself, for nothing.
    package func registrar() async throws -> Registrar? { Registrar(account: nil, rao: 0) }

    /// Returns the coldkey that a hotkey belongs to; it never changes here.
    package func coldkey(of hotkey: Hotkey, at block: UInt64?) async throws -> Hotkey? {
        try await metagraph().neurons.first { $0.hotkey == hotkey }?.coldkey.flatMap { Hotkey($0) }
    }
}
