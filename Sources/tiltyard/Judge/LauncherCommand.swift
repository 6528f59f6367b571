import ArgumentParser
import Sandbox

/// The process that makes and kills sandboxes for a judge.
///
/// Started by the judge, never by people.
struct LauncherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "launcher",
        abstract: "Make and kill sandboxes for a judge.",
        shouldDisplay: false
    )

    func run() throws {
        LauncherServer(channel: Channel(Descriptor(owning: 3))).run()
    }
}
