import FoundationEssentials
import Glibc
package import Rules
import Sandbox

extension JobDirectory {
    /// The names of the files that a judge finds who waits for its job.
    package static let standbyInputs = ["preset.json"]

    /// Makes the folder in which a judge waits for a job by these rules.
    ///
    /// `create` takes such a folder for a new one. It is the judge's from the start, for nobody knows whether the judge is
    /// there before its job.
    ///
    /// - Throws: `JobError` when the folder is there already or cannot be written.
    package func prepare(for preset: Preset) throws {
        try makeFolder()
        guard !Rights.isRoot || chown(path, Rights.judge, Rights.judge) == 0 else {
            throw JobError("cannot hand over \(path): \(ErrorNumber.last)")
        }
        try write(try Self.encoder.encode(preset), as: "preset.json")
    }

    /// Reads the rules that a job is expected for.
    package func expectedPreset() throws -> Preset {
        try JSONDecoder().decode(Preset.self, from: try read("preset.json", limit: 1 << 20))
    }

    /// Whether the folder was made for a judge who waits, and has no job yet.
    package var isPrepared: Bool {
        access("\(path)/preset.json", F_OK) == 0 && access("\(path)/plan.json", F_OK) != 0 && !isMatch && !hasResult
    }
}
