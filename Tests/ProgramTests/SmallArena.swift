import Arena
import Chain
import Foundation
import Rules

/// An arena in a folder of one test's own, where no validator is at work.
struct SmallArena {
    let place: Workplace
    let home: Home
    /// The file of its rules: those of the demo with other waiting times.
    let preset: String

    init(revealBlocks: Int = 1, fee: FeeRule? = nil) async throws {
        place = try Workplace()
        home = Home("\(place.path)/.tiltyard")
        preset = "\(place.path)/rules.json"
        var rules = try Preset.named("demo")
        rules.schedule.revealBlocks = revealBlocks
        rules.verification.calibration = nil
        rules.fee = fee
        try place.write(rules.canonicalText, to: "rules.json")
        let (chain, _) = try home.openOrFound(schedule: rules.schedule, emission: 1_000_000_000)
        try chain.close()
    }

    func remove() { place.remove() }
}
