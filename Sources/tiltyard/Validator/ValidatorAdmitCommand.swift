import Arena
import ArgumentParser
import Chain
import Rules

/// Lets a competitor in who has no access to this machine.
struct ValidatorAdmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Register a hotkey on the embedded chain, so that it may hand something in from another machine.",
        discussion: "A hotkey that is registered keeps its place. Who submits on this machine is registered without it."
    )

    struct Report: Encodable {
        var hotkey: String
        var uid: UInt16
    }

    @Argument(help: "The hotkey's SS58 address: tiltyard wallet show prints it.")
    var hotkey: String

    @Flag(help: "Print the place as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: HomeOptions

    func run() async throws {
        guard let key = Hotkey(hotkey) else { throw ValidationError("\(hotkey) is no hotkey") }
        let home = try arena.existing
        try home.requireEmbeddedChain()
        let uid = try await LocalChain.open(at: home.chain).admit(key)
        if json { return try Terminal.json(Report(hotkey: key.text, uid: uid)) }
        Terminal.line("registered with uid \(uid)")
    }
}
