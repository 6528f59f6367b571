import Arena
import ArgumentParser
import Foundation
import Rules

/// Which arena, and which rules.
struct ArenaOptions: ParsableArguments {
    @Option(help: "The arena's folder. Default: $TILTYARD_HOME, or .tiltyard here.")
    var home: String?

    @Option(help: "The rules of the contest.")
    var preset = "demo"

    var folder: Home { Home(home ?? ProcessInfo.processInfo.environment["TILTYARD_HOME"] ?? ".tiltyard") }

    var rules: Preset { get throws { try Preset.named(preset) } }

    /// What an embedded chain pays at the end of each tempo: one token.
    static let emissionRao: UInt64 = 1_000_000_000
}
