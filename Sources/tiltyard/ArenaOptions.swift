import Arena
import ArgumentParser
import Foundation
import Rules

/// Which arena.
struct HomeOptions: ParsableArguments {
    @Option(help: "The arena's folder. Default: $TILTYARD_HOME, or .tiltyard here.")
    var home: String?

    var folder: Home { Self.folder(home) }

    /// The folder of an option, or what stands in for one that was not given.
    static func folder(_ option: String?) -> Home {
        Home(option ?? ProcessInfo.processInfo.environment["TILTYARD_HOME"] ?? ".tiltyard")
    }

    /// The folder of an arena that is there.
    var existing: Home {
        get throws {
            guard folder.exists else { throw ArenaError(.noArena, "there is no arena in \(folder.path)") }
            return folder
        }
    }
}

/// Which arena, and which rules.
struct ArenaOptions: ParsableArguments {
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "The rules of the contest.")
    var preset = "demo"

    @OptionGroup var settings: RulesOptions

    var folder: Home { homeOptions.folder }

    /// The folder of an arena that is there.
    var existing: Home { get throws { try homeOptions.existing } }

    var rules: Preset { get throws { try settings.settings(changing: preset).preset } }

    /// What an embedded chain pays at the end of each tempo: one token.
    static let emissionRao: UInt64 = 1_000_000_000
}
