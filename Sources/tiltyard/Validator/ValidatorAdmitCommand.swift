import Arena
import ArgumentParser
import Chain
import Rules

/// Lets a competitor in who has no access to this machine.
struct ValidatorAdmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Register a hotkey on the embedded chain, so that it may hand something in from another machine.",
        discussion: """
            A hotkey that is registered keeps its place. Who submits on this machine is registered without it. With \
            --endow-rao the account of the hotkey gets tokens that nobody had before, which is what an embedded chain \
            has in place of an exchange: where the rules have a fee, it is paid with them.
            """
    )

    struct Report: Encodable {
        var hotkey: String
        var uid: UInt16
        var rao: UInt64
    }

    @Argument(help: "The hotkey's SS58 address: tiltyard wallet show prints it.")
    var hotkey: String

    @Option(help: "How much its account gets, in rao.")
    var endowRao: UInt64 = 0

    @Flag(help: "Print the place as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: HomeOptions

    func run() async throws {
        guard let key = Hotkey(hotkey) else { throw ValidationError("\(hotkey) is no hotkey") }
        let home = try arena.existing
        guard try home.network == nil else {
            throw CommandFailure(
                .rejected,
                "hotkeys of a network are registered there, by their owners: tiltyard miner submit --payer does it on a "
                    + "chain for development"
            )
        }
        let (chain, validator) = try home.openExisting()
        let uid = try await chain.admit(key)
        if endowRao > 0 { try await chain.endow(key, rao: endowRao, by: validator) }
        let rao = try await chain.balance(of: key)
        if json { return try Terminal.json(Report(hotkey: key.text, uid: uid, rao: rao)) }
        Terminal.line("registered with uid \(uid), holding \(rao) rao")
    }
}
