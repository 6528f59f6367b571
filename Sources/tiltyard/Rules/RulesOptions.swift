import ArgumentParser
import Foundation
import Rules

/// A preset and, if there are any, settings of the reference system that change it.
struct RulesOptions: ParsableArguments {
    @Option(
        help:
            "Settings of the reference system, an hparams.json, that change the preset. Default: $CRUSADES_HPARAMS_PATH."
    )
    var hparams: String?

    /// The preset of a name with the settings applied, and what became of each.
    func settings(changing name: String) throws -> (preset: Preset, settings: PublishedSettings?) {
        let preset = try Preset.named(name)
        guard let path = hparams ?? EnvironmentFile.setting(["CRUSADES_HPARAMS_PATH"])?.value else {
            return (preset, nil)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.notFound, "cannot read \(path)")
        }
        do {
            let settings = try PublishedSettings(data, changing: preset)
            return (settings.preset, settings)
        } catch {
            throw ValidationError("\(path): \(error)")
        }
    }
}
