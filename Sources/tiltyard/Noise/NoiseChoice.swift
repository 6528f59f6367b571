import Foundation
import Rules

/// A noise model that a command line names.
struct NoiseChoice {
    /// As the command line has it.
    let name: String
    let noise: NoiseModel

    /// Finds a model.
    ///
    /// - Parameter name: `assumed`, a preset whose noise it is, or a file: a model, or what `noise fit --json` printed.
    /// - Throws: `CommandFailure` when there is none.
    init(_ name: String) throws {
        self.name = name
        if name == "assumed" {
            noise = .assumed
        } else if Preset.allNames.contains(name) {
            guard let noise = try Preset.named(name).noise else {
                throw CommandFailure(.notFound, "the preset \(name) has no noise")
            }
            self.noise = noise
        } else {
            noise = try Self.read(name)
        }
        guard noise.isSound else { throw CommandFailure(.usage, "the noise of \(name) is out of range") }
    }

    private static func read(_ path: String) throws -> NoiseModel {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.notFound, "cannot read \(path)")
        }
        let decoder = JSONDecoder()
        if let fit = try? decoder.decode(NoiseFit.self, from: data) { return fit.noise }
        guard let noise = try? decoder.decode(NoiseModel.self, from: data) else {
            throw CommandFailure(.damaged, "\(path) holds no noise")
        }
        return noise
    }
}
