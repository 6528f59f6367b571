import ArgumentParser
import ChainNode

/// Shows what the chain for development has.
struct ChainReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Show the pallets, calls, events, errors and methods of the chain, in Markdown."
    )

    func run() throws { Terminal.line(String(ChainReference.markdown.dropLast())) }
}
