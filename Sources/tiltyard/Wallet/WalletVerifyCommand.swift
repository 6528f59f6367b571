import ArgumentParser
import Chain
import Foundation
import Rules

/// Checks a signature over a text.
struct WalletVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a signature over a message, as btcli wallet verify does."
    )

    struct Report: Encodable {
        var address: String
        var isGood: Bool

        enum CodingKeys: String, CodingKey {
            case address
            case isGood = "good"
        }
    }

    @Argument(help: "The message.")
    var message: String

    @Argument(help: "The signature: 128 hexadecimal digits, with or without \"0x\".")
    var signature: String

    @Option(help: "The SS58 address of the signer. Default: the wallet's hotkey.")
    var address: String?

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let signer = try self.signer
        let digits = signature.lowercased()
        guard let bytes = Hex.bytes(digits.hasPrefix("0x") ? String(digits.dropFirst(2)) : digits), bytes.count == 64
        else {
            throw ValidationError("a signature has 128 hexadecimal digits")
        }
        let isGood = signer.hasSigned(Data(message.utf8), signature: Data(bytes))
        if json {
            try Terminal.json(Report(address: signer.text, isGood: isGood))
        } else {
            let word = isGood ? Terminal.styled("good", .bold, .green) : Terminal.styled("not good", .bold, .red)
            Terminal.line("\(word)  \(isGood ? "signed by" : "this is no signature over the message by") \(signer)")
        }
        if !isGood { throw ExitStatus.rejected.exit }
    }

    private var signer: Hotkey {
        get throws {
            guard let address else { return try options.wallet(homeOptions.folder).load(options.hotkeyName).hotkey }
            guard let signer = Hotkey(address) else { throw ValidationError("'\(address)' is no SS58 address") }
            return signer
        }
    }
}
