import Arena
import ArgumentParser
import Chain
import Substrate

/// Who pays the fee, where the rules have one.
struct FeeOptions: ParsableArguments {
    @Option(
        help: """
            The hotkey that pays the fee on an embedded chain. Default: the one that commits. On a network the account of \
            --payer pays, or the wallet's coldkey.
            """
    )
    var payWith: String?

    @OptionGroup
    var password: PasswordOptions

    /// Finds out who pays.
    ///
    /// - Parameters:
    ///   - wallet: The wallet of the hotkey.
    ///   - chain: The arena's chain.
    ///   - registrar: The name of the development account that pays on a network, if one was given.
    /// - Returns: Who does; nil: the hotkey that commits.
    /// - Throws: `CommandFailure` for a hotkey that is to pay on a network, `ChainError` of the wallet.
    func payer(_ wallet: Wallet, on chain: any Chain, registrar: String?) throws -> FeePayer? {
        if chain is LocalChain { return try payWith.map { FeePayer(try wallet.load($0)) } }
        guard payWith == nil else {
            throw CommandFailure(.usage, "--pay-with is for embedded chains; on a network a hotkey's coldkey pays")
        }
        if let registrar { return FeePayer(HotkeyPair(try SecretURI(registrar).keyPair())) }
        guard let account = try wallet.coldkeyAddress() else { return nil }
        return FeePayer(account: account) {
            try wallet.coldkey(password: wallet.coldkeyIsEncrypted() ? password.known() : nil)
        }
    }
}
